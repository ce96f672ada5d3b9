import { createHash, timingSafeEqual } from 'node:crypto'
import type { Logger } from 'pino'
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

/** Sign-in as the kernel asks for it; without a log no use is noted. */
export function sessionSource(log?: Logger): SessionSource {
  return {
    async find(db, tokenHash) {
      const found = await findLiveSession(db, tokenHash)
      if (!found) return undefined
      const { isStale, ...actor } = found
      if (isStale && log)
        touchSession(db, actor.sessionId).catch((err: unknown) => log.warn({ err }, 'a session was not marked used'))
      return actor
    },
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
