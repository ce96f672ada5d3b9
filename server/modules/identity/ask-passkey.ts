import type { z } from 'zod'
import type { RequestOptions } from '#contract/passkeys.ts'
import type { Tx } from '#kernel/db.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { keepChallenge } from './queries/passkeys.ts'
import type { Asked, PasskeyRow } from './queries/passkeys.ts'
import { passkeyTimeoutMs, rpIdOf } from './rules.ts'

interface ToAsk extends Omit<Asked, 'challengeHash'> {
  readonly origins: readonly string[]
  /** Which passkeys may sign; none named: any that the browser knows for this place. */
  readonly passkeys: readonly PasskeyRow[]
}

/** Makes a challenge for one purpose and keeps its hash. */
export function askPasskey(tx: Tx, { origins, passkeys, ...asked }: ToAsk): z.output<typeof RequestOptions> {
  const challenge = newToken()
  keepChallenge(tx, { ...asked, challengeHash: hashOfToken(challenge) })
  return {
    challenge,
    rpId: rpIdOf(origins),
    timeout: passkeyTimeoutMs,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, type: 'public-key', transports })),
  }
}
