import { itemOf } from './catalog.ts'
import type { ScopeRow } from './authorization-row.ts'
import type { CustomerScene, Office, PartnerScene } from './office.ts'
import type { Answer, Call } from './person.ts'
import { startActing } from './scene.ts'

/** What the plan `small` costs a month in the catalogs that tests insert. */
const smallPrice = 10

export const usd = (amount: string) => ({ amount, currency: 'USD' })

/** The body of an order of so many of `small`, for a month. */
export function orderOf(quantity: number, payment: 'now' | 'later' = 'now') {
  return { items: [itemOf('small', { quantity })], quotedTotal: usd(`${quantity * smallPrice}.00`), payment }
}

/** A new customer with a grant, and the partner's admin acting under it. */
export interface OnBehalf {
  readonly customer: CustomerScene
  readonly authorizationId: string
  readonly acting: Call
  readonly place: (quantity: number, payment?: 'now' | 'later') => Promise<Answer>
  /** An operation on one of the customer's orders, by its owner unless somebody else does it. */
  readonly onOrder: (orderId: string, verb?: string, body?: object, by?: Call) => Promise<Answer>
}

export async function openOnBehalf(
  office: Office,
  partner: PartnerScene,
  scope: ScopeRow,
  budgetMinor = 100_000n,
): Promise<OnBehalf> {
  const customer = await office.customer(partner, { budgetMinor })
  const authorizationId = await office.authorize(customer, partner, scope)
  const acting = partner.admin.acting(await startActing(partner.admin, customer))
  const orders = `/v1/customers/${customer.id}/orders`
  return {
    customer,
    authorizationId,
    acting,
    place: (quantity, payment) => acting('POST', orders, orderOf(quantity, payment)),
    onOrder: (orderId, verb, body = {}, by = customer.owner.call) =>
      verb === undefined ? by('GET', `${orders}/${orderId}`) : by('POST', `${orders}/${orderId}:${verb}`, body),
  }
}

/** What is held and paid of the customer's limits and of the seller's quota, by kind, in minor units. */
export async function heldBy({ owner }: Office, { id, partnerId }: CustomerScene) {
  const { rows } = await owner.query<{ kind: string; reserved: bigint; posted: bigint }>(
    `select kind, reserved, posted from limits where customer_id = $1 or (kind = 'quota' and partner_id = $2)`,
    [id, partnerId],
  )
  return Object.fromEntries(rows.map(({ kind, reserved, posted }) => [kind, [Number(reserved), Number(posted)]]))
}

/** A balance is the sum of its entries, for every limit of a customer: the kinds for which it is not. */
export async function balancesAstray({ owner }: Office, { id }: CustomerScene): Promise<unknown[]> {
  const { rows } = await owner.query<{ kind: string; holds: boolean }>(
    `select l.kind, l.reserved = coalesce(sum(e.reserved), 0) and l.posted = coalesce(sum(e.posted), 0) as holds
     from limits l left join ledger_entries e on e.channel_id = l.channel_id and e.limit_id = l.id and e.period = l.period
     where l.customer_id = $1 group by l.channel_id, l.id`,
    [id],
  )
  return rows.filter(({ holds }) => !holds).map(({ kind }) => kind)
}
