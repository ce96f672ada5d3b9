import type { Db } from '#kernel/db.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { makePasswordReset } from './make-password-reset.ts'
import { uncountReset } from './queries/passwords.ts'

/** Has a link mailed to whoever has the e-mail. One that could not be counts for none; the next try makes another. */
export async function sendPasswordReset(db: Db, email: string, mail: (token: string) => Promise<void>): Promise<void> {
  const token = await makePasswordReset(db, email)
  if (!token) return
  try {
    await mail(token)
  } catch (error) {
    await uncountReset(db, hashOfToken(token))
    throw error
  }
}
