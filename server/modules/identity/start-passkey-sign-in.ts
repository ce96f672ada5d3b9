import type { startPasskeySignIn as operation } from '#contract/passkeys.ts'
import type { Output } from '#contract/operation.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { askPasskey } from './ask-passkey.ts'

/** Asks whichever passkey the browser has for this place. Nobody is known yet, so nothing is told of anybody. */
export async function startPasskeySignIn(ctx: OpenContext): Promise<Output<typeof operation>> {
  const asked = { purpose: 'sign_in', sessionId: null, origins: ctx.origins, passkeys: [] } as const
  return ctx.transact(async (tx) => askPasskey(tx, asked))
}
