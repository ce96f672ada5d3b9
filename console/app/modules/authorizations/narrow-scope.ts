import { type AuthorizationView, maxAuthorizationYears, Scope } from '#contract/authorizations.ts'
import { type CurrencyCode, minorOf, type Money } from '#contract/money.ts'
import { ScopeAction } from '#contract/permissions.ts'
import { readAmount as readTyped } from '#console/ui/read-amount.ts'

/** A scope as its fields hold it while somebody narrows it: numbers and amounts as they are typed. */
export interface ScopeDraft {
  readonly actions: readonly ScopeAction[]
  readonly families: readonly string[]
  readonly term: string
  readonly perOrder: string
  readonly perMonth: string
  readonly orders: string
  /** The last day, in the zone of whoever decides. */
  readonly until: string
  /** Whether it goes on by itself at its end. */
  readonly autoExtend: boolean
}

export type ScopeField = Exclude<keyof ScopeDraft, 'autoExtend'>
export type ScopeFault = 'actions' | 'families' | 'number' | 'amount' | 'widened' | 'limitMissing' | 'until'

/** What is narrowed: what was asked, the kinds of product there are, and what the customer pays in. */
export interface Narrowing {
  readonly asked: Scope
  readonly everyFamily: readonly string[]
  readonly currency: CurrencyCode
  readonly now: number
}

export interface Narrowed {
  readonly faults: Readonly<Partial<Record<ScopeField, ScopeFault>>>
  /** What would be granted; none while something is wrong. */
  readonly scope: Scope | null
}

/** Nothing is narrowed yet: the fields hold what was asked. */
export function draftOf({ asked, everyFamily }: Pick<Narrowing, 'asked' | 'everyFamily'>): ScopeDraft {
  return {
    actions: asked.actions,
    families: asked.serviceFamilies ?? everyFamily,
    term: asked.longestTermMonths?.toString() ?? '',
    perOrder: asked.maxOrderAmount?.amount ?? '',
    perMonth: asked.maxMonthAmount?.amount ?? '',
    orders: asked.maxOrders?.toString() ?? '',
    until: asked.validUntil === undefined ? '' : localDayOf(new Date(asked.validUntil)),
    autoExtend: asked.autoExtend === true,
  }
}

/** Nothing can be done yet under `manage_resources`, so nobody is asked for it here. */
export const wishableActions: readonly ScopeAction[] = ScopeAction.exclude(['manage_resources']).options

/** The fields of a request that asks once more for what was asked before, for as long as then. */
export function askedAgain(
  { requestedScope, requestedAt }: Pick<AuthorizationView, 'requestedScope' | 'requestedAt'>,
  everyFamily: readonly string[],
  now: number,
): ScopeDraft {
  const { validUntil, ...rest } = requestedScope
  const scope = { ...rest, actions: rest.actions.filter((action) => wishableActions.includes(action)) }
  if (validUntil === undefined) return draftOf({ asked: scope, everyFamily })
  const until = new Date(now + Date.parse(validUntil) - Date.parse(requestedAt))
  return draftOf({ asked: { ...scope, validUntil: until.toISOString() }, everyFamily })
}

/** Reads the fields. The server refuses what is wider than was asked; this says so while it can still be mended. */
export function narrowScope(draft: ScopeDraft, { asked, everyFamily, currency, now }: Narrowing): Narrowed {
  const term = readNumber(draft.term, asked.longestTermMonths, Scope.shape.longestTermMonths)
  const orders = readNumber(draft.orders, asked.maxOrders, Scope.shape.maxOrders)
  const perOrder = readAmount(draft.perOrder, asked.maxOrderAmount, currency)
  const perMonth = readAmount(draft.perMonth, asked.maxMonthAmount, currency)
  const until = readUntil(draft.until, asked.validUntil, now)
  const found: Record<ScopeField, ScopeFault | undefined> = {
    actions: draft.actions.length === 0 ? 'actions' : undefined,
    families: draft.families.length === 0 ? 'families' : undefined,
    term: term.fault,
    perOrder: perOrder.fault,
    perMonth: perMonth.fault,
    orders: orders.fault,
    until: until.fault,
  }
  const faults = Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined))
  if (Object.keys(faults).length > 0) return { faults, scope: null }
  const isEvery = asked.serviceFamilies === undefined && draft.families.length === everyFamily.length
  const scope: Scope = {
    actions: [...draft.actions],
    ...(isEvery ? {} : { serviceFamilies: [...draft.families] }),
    ...(term.value === undefined ? {} : { longestTermMonths: term.value }),
    ...(perOrder.value === undefined ? {} : { maxOrderAmount: perOrder.value }),
    ...(perMonth.value === undefined ? {} : { maxMonthAmount: perMonth.value }),
    ...(orders.value === undefined ? {} : { maxOrders: orders.value }),
    ...(until.value === undefined ? {} : { validUntil: until.value }),
    ...(draft.autoExtend && asked.autoExtend ? { autoExtend: true } : {}),
  }
  return { faults, scope }
}

interface Read<T> {
  readonly value?: T
  readonly fault?: ScopeFault
}

function readNumber(typed: string, limit: number | undefined, schema: typeof Scope.shape.maxOrders): Read<number> {
  if (typed.trim() === '') return limit === undefined ? {} : { fault: 'limitMissing' }
  if (!/^\d{1,9}$/.test(typed.trim())) return { fault: 'number' }
  const value = Number(typed)
  if (limit !== undefined && value > limit) return { fault: 'widened' }
  return schema.safeParse(value).success ? { value } : { fault: 'number' }
}

/** An amount is compared in minor units, as text: it never becomes a floating point number. */
function readAmount(typed: string, limit: Money | undefined, currency: CurrencyCode): Read<Money> {
  if (typed.trim() === '') return limit === undefined ? {} : { fault: 'limitMissing' }
  const value = readTyped(typed, currency)
  if (value === null || minorOf(value) <= 0n) return { fault: 'amount' }
  if (limit !== undefined && minorOf(value) > minorOf(limit)) return { fault: 'widened' }
  return { value }
}

/** Whether a calendar may offer a day as the last one. */
export function isDayAllowed(day: Date, { asked, now }: Narrowing): boolean {
  return readUntil(localDayOf(day), asked.validUntil, now).fault === undefined
}

/** The day that was asked for keeps its exact end; an earlier one lasts until it is over where the reader is. */
function readUntil(day: string, limit: string | undefined, now: number): Read<string> {
  const latest = limit ?? latestEnd(now)
  if (day === localDayOf(new Date(latest))) return { value: latest }
  const end = new Date(`${day}T23:59:59`)
  if (Number.isNaN(end.getTime()) || end.getTime() <= now || end > new Date(latest)) return { fault: 'until' }
  return { value: end.toISOString() }
}

const clocksDifferByMs = 5 * 60_000

/** The last instant that can be asked for, a little before what the server's own clock allows. */
function latestEnd(now: number): string {
  const latest = new Date(now - clocksDifferByMs)
  latest.setUTCFullYear(latest.getUTCFullYear() + maxAuthorizationYears)
  return latest.toISOString()
}

/** The calendar day of an instant where the reader is. */
function localDayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
