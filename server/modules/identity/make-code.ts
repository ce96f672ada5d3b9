import { randomInt } from 'node:crypto'
import type { Db } from '#kernel/db.ts'
import { findCodeToMail, setCodeHash } from './queries/codes.ts'
import { hashOfCode } from './providers.ts'

export interface CodeToMail {
  readonly email: string
  readonly purpose: string
  readonly code: string
  readonly minutesLeft: number
}

/** Makes the six digits of a code that was asked for, keeps their hash, and gives them out for the mail. */
export async function makeCode(db: Db, codeId: string): Promise<CodeToMail | undefined> {
  const found = await findCodeToMail(db, codeId)
  if (!found) return undefined
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await setCodeHash(db, codeId, hashOfCode(codeId, code))
  return { ...found, code }
}
