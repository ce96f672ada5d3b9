import type { CommandContext } from '#kernel/operations.ts'
import type { OverAuthorization } from './queries/over-time.ts'

const eventOf = {
  expired: 'authorization.expired',
  lapsed: 'authorization.lapsed',
  ended: 'authorization.ended',
} as const

/** Tells the other modules of authorizations that time, and nobody's hand, has ended. */
export function tellOver(
  { emit }: Pick<CommandContext, 'emit'>,
  channelId: string,
  over: readonly OverAuthorization[],
): void {
  for (const { id, customerId, partnerId, state } of over)
    emit(eventOf[state as keyof typeof eventOf], { channelId, customerId, partnerId, authorizationId: id })
}
