import type { Db } from '#kernel/db.ts'
import { makePasswordReset } from './make-password-reset.ts'
import { findLogin } from './queries.ts'
import { uncountReset } from './queries/passwords.ts'

/** Has a link mailed to whoever has the e-mail. One that could not be counts for none; the next try makes another. */
export async function sendPasswordReset(db: Db, email: string, mail: (token: string) => Promise<void>): Promise<void> {
  const token = await makePasswordReset(db, email)
  if (!token) return
  try {
    await mail(token)
  } catch (error) {
    const login = await findLogin(db, email)
    if (login) await uncountReset(db, login.identityId)
    throw error
  }
}
