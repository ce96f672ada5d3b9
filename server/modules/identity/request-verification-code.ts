import type { requestVerificationCode as operation } from '#contract/identity.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { verificationCodeMinutes } from '#contract/verification.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { countCodesSince, lockCodes, replaceCodes } from './queries/codes.ts'
import { maxCodesAnHour, maxCodesAtATime } from './rules.ts'

const hourMs = 3_600_000

/**
 * Asks for a code, in the place of one that was asked for before. The job that mails it makes it, so that it is
 * readable nowhere but in that mail.
 */
export async function requestVerificationCode(
  ctx: CommandContext,
  { purpose, subjectId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { memberId } = ctx.actor
  const lifetimeMs = verificationCodeMinutes * 60_000
  const ago = (ms: number) => new Date(ctx.now.getTime() - ms)
  const [, madeLately, madeInAnHour] = await Promise.all([
    lockCodes(ctx.tx, memberId),
    countCodesSince(ctx.tx, memberId, ago(lifetimeMs)),
    countCodesSince(ctx.tx, memberId, ago(hourMs)),
  ])
  if (madeLately >= maxCodesAtATime) refuse('too_many_requests', { retryAfter: 60 })
  if (madeInAnHour >= maxCodesAnHour) refuse('too_many_requests', { retryAfter: 600 })
  const id = newId('code')
  const expiresAt = new Date(ctx.now.getTime() + lifetimeMs)
  replaceCodes(ctx.tx, { id, memberId, purpose, subjectId: subjectId ?? null, createdAt: ctx.now, expiresAt })
  ctx.emit('verification_code.requested', { codeId: id })
  ctx.audit({ subjects: [id], detail: { purpose } })
  return { expiresAt: expiresAt.toISOString() }
}
