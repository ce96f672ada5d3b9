import type { Db } from '#kernel/db.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { findLogin } from './queries.ts'
import { countResets, keepReset } from './queries/passwords.ts'
import { maxResetsAtATime } from './rules.ts'

/** Makes the token of a link for whoever has the e-mail, and gives it out for the mail; undefined when nobody has. */
export async function makePasswordReset(db: Db, email: string): Promise<string | undefined> {
  const login = await findLogin(db, email)
  if (!login || (await countResets(db, login.identityId)) >= maxResetsAtATime) return undefined
  const token = newToken()
  await keepReset(db, login.identityId, hashOfToken(token))
  return token
}
