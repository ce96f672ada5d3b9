import type { ActingSession } from '#console/api/acting-session.ts'

const minuteMs = 60_000
const warnBelowMs = 5 * minuteMs

export type ActingInstants = Pick<ActingSession, 'expiresAt' | 'idleExpiresAt' | 'clockOffsetMs'>

export interface ActingTime {
  /** Of the hour that an acting session may last; a minute that has begun counts. */
  readonly minutesLeft: number
  /** Whether it ends within five minutes, and by what: its hour, or that nothing is done in it. */
  readonly endsSoonBy: 'hour' | 'idleness' | null
  /** The server will have ended it by now; only its answer says so for certain. */
  readonly isOver: boolean
}

/** How long an acting session lasts yet, at an instant of this browser's clock. */
export function actingTime({ expiresAt, idleExpiresAt, clockOffsetMs }: ActingInstants, clockMs: number): ActingTime {
  const nowMs = clockMs + clockOffsetMs
  const leftMs = Math.max(0, Date.parse(expiresAt) - nowMs)
  const runsOutMs = Date.parse(idleExpiresAt)
  const endsSoon = runsOutMs - nowMs <= warnBelowMs
  const endsBy = runsOutMs < Date.parse(expiresAt) ? 'idleness' : 'hour'
  return {
    minutesLeft: Math.ceil(leftMs / minuteMs),
    endsSoonBy: endsSoon ? endsBy : null,
    isOver: runsOutMs <= nowMs,
  }
}
