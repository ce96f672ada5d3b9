import { createHash } from 'node:crypto'
import type { publishLetter as operation } from '#contract/letters.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findLetterInForce, insertLetters, lockLetters } from './queries/letters.ts'
import { viewLetter } from './rules.ts'

/**
 * Puts a new version of a letter into force, in all languages at once, so that no two languages ever say different
 * things. Versions before it stay as they are: what was accepted can be read for good.
 */
export async function publishLetter(
  ctx: CommandContext,
  { kind, texts }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  await lockLetters(ctx.tx, kind)
  const version = (await findLetterInForce(ctx.tx, kind)).version + 1
  const rows = Object.entries(texts).map(([language, text]) => ({
    kind,
    version,
    language,
    text,
    sha256: hashOfText(text),
    publishedAt: ctx.now,
  }))
  insertLetters(ctx.tx, rows)
  const hashes = Object.fromEntries(rows.map(({ language, sha256 }) => [language, sha256]))
  ctx.audit({ subjects: [`${kind} letter ${version}`], detail: { version, hashes } })
  return { kind, version, letters: rows.map(viewLetter) }
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
