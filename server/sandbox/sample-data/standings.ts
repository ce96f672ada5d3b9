import type { AuthorizationState } from '#contract/authorizations.ts'
import type { Chance } from './chance.ts'

/** How one customer stands: dealt out like cards, so that the numbers of each kind are exact. */
export interface Standing {
  readonly isReferral: boolean
  readonly freeze: 'automatic' | 'manual' | 'initial' | null
  readonly hasBudget: boolean
  readonly authorization: AuthorizationState | 'none'
}

const referrals = 16
const freezes = { initial: 6, automatic: 8, manual: 8 } as const
const budgets = 150
/** The others have none. */
const authorizations = {
  pending: 20,
  active: 50,
  rejected: 10,
  expired: 12,
  revoked: 10,
  canceled: 5,
  lapsed: 3,
} as const satisfies Partial<Record<AuthorizationState, number>>

/** The first two customers: one as it should be before its partner asks, one whose partner acts for it. */
const fixed: readonly Standing[] = [
  { isReferral: false, freeze: null, hasBudget: true, authorization: 'none' },
  { isReferral: false, freeze: null, hasBudget: true, authorization: 'active' },
]

/** Standings of all customers, in their order. Budgets, freezes and authorizations are for the reseller type only. */
export function dealStandings(chance: Chance, count: number): Standing[] {
  const dealt = count - fixed.length
  const left = chance.shuffled(Array.from({ length: dealt }, (_, place) => place))
  const isReferral = new Set(left.splice(0, referrals))
  const isInitial = new Set(left.splice(0, freezes.initial))
  const isAutomatic = new Set(left.slice(0, freezes.automatic))
  const isManual = new Set(left.slice(freezes.automatic, freezes.automatic + freezes.manual))
  const hasBudget = new Set(left.slice(0, budgets - fixed.length))
  const states = new Map<number, AuthorizationState>()
  const waiting = chance.shuffled(left)
  for (const [state, number] of Object.entries(authorizations) as [AuthorizationState, number][]) {
    const taken = state === 'active' ? number - 1 : number
    for (const place of waiting.splice(0, taken)) states.set(place, state)
  }
  const others = Array.from({ length: dealt }, (_, place): Standing => {
    const freeze = isInitial.has(place)
      ? 'initial'
      : isAutomatic.has(place)
        ? 'automatic'
        : isManual.has(place)
          ? 'manual'
          : null
    return {
      isReferral: isReferral.has(place),
      freeze,
      hasBudget: hasBudget.has(place),
      authorization: states.get(place) ?? 'none',
    }
  })
  return [...fixed, ...others]
}
