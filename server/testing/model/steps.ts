import { orderOf, usd } from '../orders.ts'
import type { Step } from './sending.ts'
import { approveAboveMinor } from './world.ts'
import type { Bounds, Grant, Mode, Outcome, PlacedOrder, Tab, World } from './world.ts'

const actions = ['purchase_yearly_monthly', 'enable_pay_per_use', 'manage_resources', 'view_orders', 'view_resources']

const money = (minor: number) => usd((minor / 100).toFixed(2))
const scopeOf = ({ maxOrder, maxMonth, maxOrders }: Bounds) => ({
  actions,
  ...(maxOrder === null ? {} : { maxOrderAmount: money(maxOrder) }),
  ...(maxMonth === null ? {} : { maxMonthAmount: money(maxMonth) }),
  ...(maxOrders === null ? {} : { maxOrders }),
})
const inWords = (value: object) => JSON.stringify(value).replaceAll('"', '')

export function request(bounds: Bounds): Step {
  return {
    words: `ask for ${inWords(bounds)}`,
    kind: 'request',
    async send(world, tenant, server) {
      const path = `/v1/customers/${tenant.customer.id}/authorizations`
      const body = { message: 'To order for you', scope: scopeOf(bounds), commitmentLetterAccepted: true }
      const due = world.request(bounds)
      const answer = await tenant.send('sales', server, 'POST', path, body)
      return { due, answer, learn: (id) => void Object.assign(world.grants.at(-1) ?? {}, { id }) }
    },
  }
}

export function approve(nth: number, bounds: Bounds | null, mode: Mode, minutes: number): Step {
  const target = ({ grants }: World) => grants.at(-1 - nth)
  return {
    words: `grant ${nth} as ${bounds ? inWords(bounds) : 'asked'}, ${mode}, for ${minutes} minutes`,
    kind: 'approve',
    target,
    async send(world, tenant, server) {
      const grant = target(world)
      if (!grant) return undefined
      const granted = bounds ?? grant.bounds
      const body = {
        scope: { ...scopeOf(granted), validUntil: await tenant.inMinutes(minutes) },
        authorizationLetterAccepted: true,
        approvalMode: mode,
        ...(mode === 'approve_above' ? { approveAbove: money(approveAboveMinor) } : {}),
        verificationCode: await tenant.code('owner', 'decide_authorization'),
      }
      const due = world.approve(grant, granted, mode, minutes)
      return { due, answer: await tenant.send('owner', server, 'POST', `/v1/authorizations/${grant.id}:approve`, body) }
    },
  }
}

export type OnGrant = 'reject' | 'cancel' | 'revoke'

export function decideOn(verb: OnGrant, nth: number): Step {
  const target = ({ grants }: World) => grants.at(-1 - nth)
  const change: Readonly<Record<OnGrant, (world: World, grant: Grant) => Outcome>> = {
    reject: (world, grant) => world.close(grant, 'rejected'),
    cancel: (world, grant) => world.close(grant, 'canceled'),
    revoke: (world, grant) => world.revoke(grant),
  }
  return {
    words: `${verb} grant ${nth}`,
    kind: verb,
    target,
    async send(world, tenant, server) {
      const grant = target(world)
      if (!grant) return undefined
      const path = `/v1/authorizations/${grant.id}:${verb}`
      const purpose = verb === 'reject' ? 'decide_authorization' : 'revoke_authorization'
      const body =
        verb === 'cancel' ? {} : { reason: 'As we please', verificationCode: await tenant.code('owner', purpose) }
      const due = change[verb](world, grant)
      return { due, answer: await tenant.send(verb === 'cancel' ? 'sales' : 'owner', server, 'POST', path, body) }
    },
  }
}

export const switchRole: Step = {
  words: 'switch role',
  kind: 'switch role',
  async send(world, tenant, server) {
    const path = `/v1/customers/${tenant.customer.id}/acting-sessions`
    const due = world.switchRole()
    const answer = await tenant.send('sales', server, 'POST', path, { reason: 'A ticket' })
    return { due, answer, learn: (id) => void Object.assign(world.tabs.at(-1) ?? {}, { id }) }
  },
}

export function leave(nth: number, as: 'left' | 'ended_by_customer'): Step {
  const target = ({ tabs }: World): Tab | undefined => tabs.at(-1 - nth)
  return {
    words: `tab ${nth} is ${as}`,
    kind: as,
    target,
    async send(world, tenant, server) {
      const tab = target(world)
      if (!tab) return undefined
      const due = world.leave(tab, as)
      const who = as === 'left' ? 'sales' : 'owner'
      return { due, answer: await tenant.send(who, server, 'DELETE', `/v1/acting-sessions/${tab.id}`) }
    },
  }
}

/** Orders so many: in one of the member's tabs, or as the customer itself. */
export function order(by: number | 'owner', quantity: number, payment: 'now' | 'later'): Step {
  const target = (world: World): object | undefined => (by === 'owner' ? world : world.tabs.at(-1 - by))
  return {
    words: `${by === 'owner' ? 'the owner' : `tab ${by}`} orders ${quantity}, paid ${payment}`,
    kind: by === 'owner' ? 'order as owner' : 'order on behalf',
    target,
    async send(world, tenant, server) {
      const path = `/v1/customers/${tenant.customer.id}/orders`
      const body = orderOf(quantity, payment)
      const tab = by === 'owner' ? undefined : world.tabs.at(-1 - by)
      const due = tab ? world.orderIn(tab, quantity * 1000, payment) : world.orderByOwner(quantity * 1000, payment)
      const answer = await tenant.send(tab ? 'sales' : 'owner', server, 'POST', path, body, tab?.id)
      return { due, answer, learn: (id) => void Object.assign(world.orders.at(-1) ?? {}, { id }) }
    },
  }
}

export type OnOrder = 'approve' | 'reject' | 'pay' | 'cancel'

export function decideOrder(verb: OnOrder, nth: number): Step {
  const target = ({ orders }: World) => orders.at(-1 - nth)
  const change: Readonly<Record<OnOrder, (world: World, order: PlacedOrder) => Outcome>> = {
    approve: (world, placed) => world.approveOrder(placed),
    reject: (world, placed) => world.rejectOrder(placed),
    pay: (world, placed) => world.payOrder(placed),
    cancel: (world, placed) => world.cancelOrder(placed),
  }
  return {
    words: `${verb} order ${nth}`,
    kind: `${verb} order`,
    target,
    async send(world, tenant, server) {
      const placed = target(world)
      if (!placed) return undefined
      const path = `/v1/customers/${tenant.customer.id}/orders/${placed.id}:${verb}`
      const due = change[verb](world, placed)
      return {
        due,
        answer: await tenant.send('owner', server, 'POST', path, verb === 'reject' ? { reason: 'Not this one' } : {}),
      }
    },
  }
}

export function freeze(isFrozen: boolean): Step {
  return {
    words: isFrozen ? 'freeze' : 'unfreeze',
    kind: isFrozen ? 'freeze' : 'unfreeze',
    async send(world, tenant, server) {
      const path = `/v1/customers/${tenant.customer.id}/freeze`
      world.isFrozen = isFrozen
      if (!isFrozen) return { due: '204', answer: await tenant.send('reseller', server, 'DELETE', path) }
      const verificationCode = await tenant.code('reseller', 'freeze_customer')
      const body = { scope: 'account', reason: 'Overdue', verificationCode }
      return { due: '200', answer: await tenant.send('reseller', server, 'PUT', path, body) }
    },
  }
}

export function permit(mayAct: boolean): Step {
  return {
    words: mayAct ? 'give the permission to act on behalf' : 'withdraw it',
    kind: mayAct ? 'permit' : 'withdraw',
    async send(world, tenant, server) {
      const path = `/v1/resellers/${tenant.reseller.id}/permission`
      const body = { actOnBehalf: mayAct, freeze: true, setBudgets: true, budgetQuota: null }
      const due = mayAct ? '200' : world.withdraw()
      world.mayAct = mayAct
      const answer = await tenant.send('distributor', server, 'PUT', path, body)
      if (!mayAct) await tenant.endWithdrawn()
      return { due, answer }
    },
  }
}

export function demote(isDemoted: boolean): Step {
  return {
    words: isDemoted ? 'the member becomes viewer' : 'the member becomes sales again',
    kind: isDemoted ? 'demote' : 'promote',
    async send(world, tenant) {
      world.isDemoted = isDemoted
      await tenant.setRoles([isDemoted ? 'viewer' : 'sales'])
      return undefined
    },
  }
}

export function pass(minutes: number): Step {
  return {
    words: `${minutes} minutes pass`,
    kind: 'time passes',
    async send(world, tenant) {
      await tenant.pass(minutes, world)
      world.pass(minutes)
      return undefined
    },
  }
}
