import type { Db } from '#kernel/db.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { keepLink } from './queries/links.ts'

interface Wanted {
  readonly orderId: string
  readonly memberId: string
  /** When the order lapses, and its links with it. */
  readonly expiresAt: Date
}

/**
 * Makes the link by which one member may decide on one order, in the place of one that was made before. The token is
 * readable nowhere but in the mail that this is for: only its hash is kept.
 */
export async function makeApprovalLink(db: Db, wanted: Wanted): Promise<string> {
  const token = newToken()
  await keepLink(db, { ...wanted, tokenHash: hashOfToken(token) })
  return token
}
