import type { getFactors } from '#contract/factors.ts'
import type { Output } from '#contract/operation.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { viewPasskey } from '../rules.ts'
import { countRecoveryCodes, findAuthenticatorApp } from './factors.ts'
import { listPasskeys } from './passkeys.ts'

/** By what the person of a session proves who they are; never the secrets themselves. */
export async function describeFactors(ctx: QueryContext): Promise<Output<typeof getFactors>> {
  await ctx.passed
  const { db, actor } = ctx
  const { identityId, steppedUpUntil } = actor
  const [app, codes, passkeys] = await Promise.all([
    findAuthenticatorApp(db, identityId),
    countRecoveryCodes(db, identityId),
    listPasskeys(db, identityId),
  ])
  return {
    authenticatorApp: app?.isConfirmed ? { addedAt: app.addedAt.toISOString() } : null,
    recoveryCodes: codes ? { left: codes.left, madeAt: codes.madeAt.toISOString() } : null,
    passkeys: passkeys.map(viewPasskey),
    steppedUpUntil: steppedUpUntil?.toISOString() ?? null,
  }
}
