import type { SandboxMail } from '#console/api/sandbox-mail.ts'

/** The verification code in a mail, if it has one. Six digits that stand alone are one: all others are set apart. */
export function codeIn({ text }: Pick<SandboxMail, 'text'>): string | undefined {
  return /\b\d{6}\b/.exec(text)?.[0]
}
