import { createHash, timingSafeEqual } from 'node:crypto'
import type { Logger } from 'pino'
import type { Actor } from '#kernel/actor.ts'
import type { Db } from '#kernel/db.ts'
import type { BearerSource, GuessSource, SessionSource, VerificationSource } from '#kernel/kernel.ts'
import { findLiveSession, touchSession } from './queries.ts'
import { findLiveKey, touchKey } from './queries/api-keys.ts'
import { claimTries, spendCode } from './queries/codes.ts'
import { claimFactorTry } from './queries/factors.ts'
import { guesserOf } from './rules.ts'

/** The hash of a code is bound to the code's own row, so that equal codes do not look alike at rest. */
export function hashOfCode(codeId: string, code: string): Buffer {
  return createHash('sha256').update(`${codeId} ${code}`).digest()
}

/** Where the use of a session is noted, beside the request, and where it is told that it could not be. */
interface Noting {
  readonly db: Db
  readonly log: Logger
}

const maxRecalled = 10_000

/** Sign-in as the kernel asks for it; with nowhere to note it no use is noted, and nothing recalled. */
export function sessionSource(noting?: Noting): SessionSource {
  const recalled = new Map<string, Actor>()
  const remember = (key: string, actor: Actor) => {
    recalled.delete(key)
    const [longestUnused] = recalled.keys()
    if (recalled.size >= maxRecalled && longestUnused !== undefined) recalled.delete(longestUnused)
    recalled.set(key, actor)
  }
  return {
    async find(db, tokenHash) {
      const key = tokenHash.toString('base64')
      const found = await findLiveSession(db, tokenHash)
      if (!found) return void recalled.delete(key)
      const { isStale, ...actor } = found
      if (noting) remember(key, actor)
      if (isStale && noting)
        touchSession(noting.db, actor.sessionId).catch((err: unknown) =>
          noting.log.warn({ err }, 'a session was not marked used'),
        )
      return actor
    },
    recall: (tokenHash) => recalled.get(tokenHash.toString('base64')),
  }
}

/** API keys as the kernel asks for them; without a log no use is noted. */
export function apiKeySource(log?: Logger): BearerSource {
  return async (db, tokenHash) => {
    const found = await findLiveKey(db, tokenHash)
    if (!found) return undefined
    const { isStale, ...actor } = found
    if (isStale && log)
      touchKey(db, actor.sessionId).catch((err: unknown) => log.warn({ err }, 'an API key was not marked used'))
    return actor
  }
}

/** Tries at codes and passwords as the kernel counts them. */
export const guessSource: GuessSource = { claim: (db, actor) => claimFactorTry(db, guesserOf(actor)) }

/** Verification codes as the kernel asks for them. */
export const verificationSource: VerificationSource = {
  async claim(tx, actor, purpose, subjectId, code) {
    const claimed = await claimTries(tx, actor.memberId, purpose, subjectId)
    const right = claimed.find(
      ({ id, codeHash }) => codeHash !== null && timingSafeEqual(codeHash, hashOfCode(id, code)),
    )
    return right?.id
  },
  spend: spendCode,
}
