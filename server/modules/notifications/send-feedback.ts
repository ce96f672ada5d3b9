import type { sendFeedback as operation } from '#contract/notifications.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { countFeedbackSince, insertFeedback } from './queries.ts'
import { feedbackHours, maxFeedbackAtATime } from './rules.ts'

/** Keeps what a member says of a page; a job mails it to the operator. One member is heard a few times an hour. */
export async function sendFeedback(
  ctx: CommandContext,
  { page, text }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now } = ctx
  const { channelId, accountId, memberId, acting } = actor
  const since = new Date(now.getTime() - feedbackHours * 3_600_000)
  if ((await countFeedbackSince(ctx.tx, actor, since)) >= maxFeedbackAtATime)
    refuse('too_many_requests', { retryAfter: feedbackHours * 3600 })
  const id = newId('feedback')
  const onBehalf = {
    customerId: acting ? acting.customerId : null,
    authorizationId: acting ? acting.authorizationId : null,
    actingSessionId: acting ? acting.id : null,
  }
  insertFeedback(ctx.tx, { channelId, id, accountId, memberId, ...onBehalf, page, text, sentAt: now })
  ctx.emit('feedback.sent', { channelId, feedbackId: id })
  ctx.audit({ subjects: [id], detail: { page } })
  return { sentAt: now.toISOString() }
}
