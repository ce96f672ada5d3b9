import type { Preferences, setPreferences as operation } from '#contract/identity.ts'
import type { Input } from '#contract/operation.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { keepPreferences } from './queries/preferences.ts'

/** Keeps how the console looks to this member, wherever they sign in. */
export async function setPreferences(ctx: CommandContext, preferences: Input<typeof operation>): Promise<Preferences> {
  await ctx.passed
  keepPreferences(ctx.tx, ctx.actor, preferences, ctx.now)
  ctx.audit({ subjects: [ctx.actor.memberId], detail: preferences })
  return preferences
}
