import { keptMailer } from './adapters/kept.ts'
import { smtpMailer } from './adapters/smtp.ts'
import type { Mailer } from './ports.ts'

export interface MailConfig {
  /** Where there is none, mail is kept in the database. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Where people sign in. */
  readonly publicUrl: string | undefined
}

export function mailerFor({ smtpUrl, mailFrom }: MailConfig): Mailer {
  return smtpUrl === undefined ? keptMailer : smtpMailer(smtpUrl, mailFrom)
}
