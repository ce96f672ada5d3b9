import type { getFactors } from '#contract/factors.ts'
import type { Output } from '#contract/operation.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { viewPasskey } from '../rules.ts'
import { countRecoveryCodes, findAuthenticatorApp } from './factors.ts'
import { listPasskeys } from './passkeys.ts'

/**
 * By what the person of a session proves who they are; never the secrets themselves. What their keys are called and
 * when they use them is about the person, and told to nobody who is there by another's word.
 */
export async function describeFactors(ctx: QueryContext): Promise<Output<typeof getFactors>> {
  await ctx.passed
  const { db, actor } = ctx
  const { identityId, steppedUpUntil, vouchedBy } = actor
  const [app, codes, passkeys] = await Promise.all([
    findAuthenticatorApp(db, identityId),
    countRecoveryCodes(db, identityId),
    listPasskeys(db, identityId),
  ])
  const kinds: Output<typeof getFactors>['kinds'] = [
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
    ...(app?.isConfirmed ? (['authenticator_app'] as const) : []),
    ...(codes && codes.left > 0 ? (['recovery_code'] as const) : []),
  ]
  const about = { kinds, steppedUpUntil: steppedUpUntil?.toISOString() ?? null }
  if (vouchedBy !== null) return { ...about, authenticatorApp: null, recoveryCodes: null, passkeys: [] }
  return {
    ...about,
    authenticatorApp: app?.isConfirmed ? { addedAt: app.addedAt.toISOString() } : null,
    recoveryCodes: codes ? { left: codes.left, madeAt: codes.madeAt.toISOString() } : null,
    passkeys: passkeys.map(viewPasskey),
  }
}
