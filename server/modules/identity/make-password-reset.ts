import type { Db } from '#kernel/db.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { findLogin } from './queries.ts'
import { keepReset } from './queries/passwords.ts'

/** Makes the token of a link for whoever has the e-mail, and gives it out for the mail; undefined when nobody has. */
export async function makePasswordReset(db: Db, email: string): Promise<string | undefined> {
  const login = await findLogin(db, email)
  if (!login) return undefined
  const token = newToken()
  return (await keepReset(db, login.identityId, hashOfToken(token))) ? token : undefined
}
