import type { Input, Output } from '#contract/operation.ts'
import { resetMinutes } from '#contract/passwords.ts'
import type { requestPasswordReset as operation } from '#contract/passwords.ts'
import { emitEvent } from '#kernel/jobs.ts'
import type { OpenContext } from '#kernel/operations.ts'

/**
 * Asks for a link. Whether anybody has the e-mail is looked at by the job that mails it and not here, so that neither
 * the answer nor its time tells.
 */
export async function requestPasswordReset(
  ctx: OpenContext,
  { email }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.transact(async (tx) => emitEvent(tx, 'password_reset.requested', { email }))
  return { goodForMinutes: resetMinutes }
}
