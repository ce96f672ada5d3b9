/** The limits of a grant, in minor units; null where there is none. */
export interface Bounds {
  readonly maxOrder: number | null
  readonly maxMonth: number | null
  readonly maxOrders: number | null
}

export type Mode = 'automatic' | 'notify' | 'approve_each' | 'approve_above'

export interface Grant {
  id: string
  /** As it is written down: what has run out is `active` until somebody writes that it is over. */
  state: string
  bounds: Bounds
  mode: Mode
  validUntil: number
  monthHeld: number
  monthPaid: number
  ordersHeld: number
  ordersPaid: number
}

export interface Tab {
  id: string
  readonly grant: Grant
  readonly expiresAt: number
  lastUsedAt: number
  cause: string | null
}

export interface PlacedOrder {
  id: string
  readonly minor: number
  readonly grant: Grant | null
  readonly paysOnceApproved: boolean
  state: string
}

/** What an answer must be: the status, and for a refusal its code and what its detail names. */
export type Outcome = string

const idleMinutes = 15
const longestMinutes = 60
export const budgetMinor = 12_000
/** Above this amount orders wait in the mode `approve_above`. */
export const approveAboveMinor = 2000

/**
 * All that one customer, its seller and the seller's distributor are to each other, as plain as it can be told: amounts
 * are sums, time is minutes since the beginning, and each method says what the server must answer and does it here too.
 * It imports nothing from the server and nothing from the contract.
 */
export class World {
  now = 0
  mayAct = true
  isFrozen = false
  isDemoted = false
  readonly grants: Grant[] = []
  readonly tabs: Tab[] = []
  readonly orders: PlacedOrder[] = []
  budgetHeld = 0
  budgetPaid = 0

  pass(minutes: number): void {
    this.now += minutes
  }

  /** What time has made of a grant. */
  stateOf(grant: Grant): string {
    return grant.state === 'active' && this.now >= grant.validUntil ? 'expired' : grant.state
  }

  isOver(tab: Tab): boolean {
    return tab.cause !== null || this.now >= tab.expiresAt || this.now >= tab.lastUsedAt + idleMinutes
  }

  request(bounds: Bounds): Outcome {
    if (this.isDemoted) return denied('role')
    if (!this.mayAct) return denied('distributor_permission')
    for (const grant of this.grants) grant.state = this.stateOf(grant)
    const open = this.grants.find(({ state }) => state === 'pending' || state === 'active')
    if (open) return `409 authorization_open ${open.state}`
    const used = { monthHeld: 0, monthPaid: 0, ordersHeld: 0, ordersPaid: 0 }
    this.grants.push({ id: '', state: 'pending', bounds, mode: 'automatic', validUntil: Infinity, ...used })
    return '201'
  }

  approve(grant: Grant, bounds: Bounds, mode: Mode, minutes: number): Outcome {
    if (grant.state !== 'pending') return `409 authorization_not_open ${this.stateOf(grant)}`
    const wider = (given: number | null, asked: number | null) => asked !== null && (given === null || given > asked)
    const widened = [
      wider(bounds.maxOrder, grant.bounds.maxOrder) ? 'maxOrderAmount' : '',
      wider(bounds.maxMonth, grant.bounds.maxMonth) ? 'maxMonthAmount' : '',
      wider(bounds.maxOrders, grant.bounds.maxOrders) ? 'maxOrders' : '',
    ].filter((field) => field !== '')
    if (widened.length > 0) return `422 widening_refused ${widened.join()}`
    Object.assign(grant, { state: 'active', bounds, mode, validUntil: this.now + minutes })
    return '200'
  }

  /** The customer rejects a request, or the partner takes it back. */
  close(grant: Grant, as: 'rejected' | 'canceled'): Outcome {
    if (as === 'canceled' && this.isDemoted) return denied('role')
    if (grant.state !== 'pending') return `409 authorization_not_open ${this.stateOf(grant)}`
    grant.state = as
    return '200'
  }

  revoke(grant: Grant): Outcome {
    const state = this.stateOf(grant)
    if (state !== 'active') return `409 authorization_not_open ${state}`
    grant.state = 'revoked'
    return '200'
  }

  switchRole(): Outcome {
    if (this.isDemoted) return denied('role')
    const grant = this.grants.find(({ state }) => state === 'active')
    const walls = [
      this.mayAct ? '' : 'distributor_permission',
      grant && this.stateOf(grant) === 'active' ? '' : 'authorization',
    ].filter((wall) => wall !== '')
    if (walls.length > 0 || !grant) return denied(...walls)
    for (const tab of this.tabs) tab.cause ??= 'replaced'
    const expiresAt = Math.min(this.now + longestMinutes, grant.validUntil)
    this.tabs.push({ id: '', grant, expiresAt, lastUsedAt: this.now, cause: null })
    return '201'
  }

  /** Ends a tab, by its own member or by the customer; what is over stays as it is. */
  leave(tab: Tab, as: 'left' | 'ended_by_customer'): Outcome {
    if (!this.isOver(tab) && this.stateOf(tab.grant) === 'active') tab.cause = as
    return '204'
  }

  /** The gate of every request in a tab; undefined where it lets it pass. */
  #refusedIn(tab: Tab): Outcome | undefined {
    if (this.isOver(tab)) {
      const reasons = tab.grant.state === 'active' ? ['acting_session'] : ['acting_session', 'authorization']
      return `403 acting_session_over ${reasons.join()}`
    }
    tab.lastUsedAt = this.now
    if (this.isDemoted) return denied('role')
    const walls = [
      this.mayAct ? '' : 'distributor_permission',
      this.stateOf(tab.grant) === 'active' ? '' : 'authorization',
    ].filter((wall) => wall !== '')
    return walls.length > 0 ? denied(...walls) : undefined
  }

  orderIn(tab: Tab, minor: number, payment: 'now' | 'later'): Outcome {
    const refused = this.#refusedIn(tab)
    if (refused) return refused
    const { bounds, mode, monthHeld, monthPaid, ordersHeld, ordersPaid } = tab.grant
    const passes = (limit: number | null, used: number, more: number) => limit !== null && used + more > limit
    const walls = [
      this.isFrozen ? 'customer_frozen' : '',
      passes(bounds.maxOrder, 0, minor) ? 'authorization_order_amount' : '',
      passes(bounds.maxMonth, monthHeld + monthPaid, minor) ? 'authorization_month_amount' : '',
      passes(bounds.maxOrders, ordersHeld + ordersPaid, 1) ? 'authorization_order_count' : '',
      passes(budgetMinor, this.budgetHeld + this.budgetPaid, minor) ? 'budget' : '',
    ].filter((wall) => wall !== '')
    if (walls.length > 0) return denied(...walls)
    const waits = mode === 'approve_each' || (mode === 'approve_above' && minor > approveAboveMinor)
    const state = waits ? 'pending_approval' : payment === 'now' ? 'processing' : 'pending_payment'
    this.#place({ id: '', minor, grant: tab.grant, paysOnceApproved: payment === 'now', state })
    return '201'
  }

  orderByOwner(minor: number, payment: 'now' | 'later'): Outcome {
    const walls = [
      this.isFrozen ? 'customer_frozen' : '',
      this.budgetHeld + this.budgetPaid + minor > budgetMinor ? 'budget' : '',
    ].filter((wall) => wall !== '')
    if (walls.length > 0) return denied(...walls)
    const state = payment === 'now' ? 'processing' : 'pending_payment'
    this.#place({ id: '', minor, grant: null, paysOnceApproved: false, state })
    return '201'
  }

  approveOrder(order: PlacedOrder): Outcome {
    if (order.state !== 'pending_approval') return notOpen(order)
    if (this.isFrozen) return denied('customer_frozen')
    if (order.paysOnceApproved) this.#pay(order)
    order.state = order.paysOnceApproved ? 'processing' : 'pending_payment'
    return '200'
  }

  payOrder(order: PlacedOrder): Outcome {
    if (order.state !== 'pending_payment') return notOpen(order)
    if (this.isFrozen) return denied('customer_frozen')
    this.#pay(order)
    order.state = 'processing'
    return '200'
  }

  rejectOrder(order: PlacedOrder): Outcome {
    if (order.state !== 'pending_approval') return notOpen(order)
    this.#hold(order, -1)
    order.state = 'rejected'
    return '200'
  }

  cancelOrder(order: PlacedOrder): Outcome {
    if (order.state !== 'pending_approval' && order.state !== 'pending_payment') return notOpen(order)
    this.#hold(order, -1)
    order.state = 'canceled'
    return '200'
  }

  withdraw(): Outcome {
    this.mayAct = false
    // The queue writes down that its acting sessions are over, so that giving it back brings none of them back.
    for (const tab of this.tabs) tab.cause ??= 'permission_withdrawn'
    return '200'
  }

  #place(order: PlacedOrder): void {
    this.orders.push(order)
    this.#hold(order, 1)
    if (order.state === 'processing') this.#pay(order)
  }

  #hold({ grant, minor }: PlacedOrder, times: 1 | -1): void {
    this.budgetHeld += times * minor
    if (grant && grant.bounds.maxMonth !== null) grant.monthHeld += times * minor
    if (grant && grant.bounds.maxOrders !== null) grant.ordersHeld += times
  }

  #pay(order: PlacedOrder): void {
    const { grant, minor } = order
    this.#hold(order, -1)
    this.budgetPaid += minor
    if (grant && grant.bounds.maxMonth !== null) grant.monthPaid += minor
    if (grant && grant.bounds.maxOrders !== null) grant.ordersPaid += 1
  }

  /** All that can be seen of it, in the form in which the tenant tells the same. */
  seen() {
    return {
      grants: this.grants.map(({ id, state }) => `${id} ${state}`).sort(),
      tabs: this.tabs.map(({ id, cause }) => `${id} ${cause ?? 'live'}`).sort(),
      orders: this.orders.map(({ id, state }) => `${id} ${state}`).sort(),
      limits: [
        `budget ${this.budgetHeld} ${this.budgetPaid}`,
        ...this.grants.flatMap((grant) => limitsOf(grant)),
      ].sort(),
      isFrozen: this.isFrozen,
    }
  }
}

function limitsOf({ id, state, bounds, monthHeld, monthPaid, ordersHeld, ordersPaid }: Grant): string[] {
  if (state === 'pending' || state === 'rejected' || state === 'canceled') return []
  return [
    ...(bounds.maxMonth === null ? [] : [`authorization_month ${id} ${monthHeld} ${monthPaid}`]),
    ...(bounds.maxOrders === null ? [] : [`authorization_orders ${id} ${ordersHeld} ${ordersPaid}`]),
  ]
}

const denied = (...walls: string[]): Outcome => `403 not_allowed ${walls.join()}`
const notOpen = ({ state }: PlacedOrder): Outcome => `409 order_not_open ${state}`
