import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { priceItem } from '#modules/orders/rules.ts'
import { type LoadedWorld, openWorld } from './testing/loaded-world.ts'

// At the beginning of a month, in the night of a leap day, and in the middle: what is summed by month stays summed.
describe.each(['2026-03-18T14:05:00.000Z', '2026-02-01T00:00:30.000Z', '2028-02-29T23:50:00.000Z'])(
  'at %s',
  (instant) => {
    let world: LoadedWorld
    let read: LoadedWorld['read']
    beforeAll(async () => {
      world = await openWorld({ now: new Date(instant) })
      read = (sql) => world.read(sql)
    })
    afterAll(() => world.close())

    test('every limit is the sum of the entries of its period, and passed only where it says so', async () => {
      const broken = await read(`
      select l.id, l.kind, l.reserved, l.posted, sum(e.reserved) as entries_reserved, sum(e.posted) as entries_posted
      from limits l left join ledger_entries e on e.limit_id = l.id and e.period = l.period
      group by l.channel_id, l.id
      having l.reserved <> coalesce(sum(e.reserved), 0) or l.posted <> coalesce(sum(e.posted), 0)
        or l.overdrawn <> (l.reserved + l.posted > l.maximum)`)
      expect(broken).toEqual([])
      expect(await world.counts('select kind as name, count(*) from limits group by 1')).toMatchObject({
        budget: 150,
        quota: 9,
      })
    })

    test('an order is the sum of its items', async () => {
      const broken =
        await read(`select o.id from orders o join order_items i on i.order_id = o.id group by o.channel_id, o.id
      having o.total_minor <> sum(i.amount_minor) or o.committed_minor <> sum(i.committed_minor)`)
      expect(broken).toEqual([])
    })

    test('items cost what the server charges for them', async () => {
      const items = await read<PricedRow>(`
      select i.*, o.currency, f.rate, f.yearly_discounts, p.priced_by from order_items i
      join orders o on o.id = i.order_id join plans p on p.id = i.plan_id
      join offers f on f.plan_id = i.plan_id and f.region_id = i.region and f.billing_mode = i.billing_mode
        and f.currency = o.currency`)
      const wrong = items.filter((item) => String(item.amount_minor) !== String(chargedFor(item)?.amountMinor))
      expect(items.length).toBeGreaterThan(1500)
      expect(wrong).toEqual([])
      expect(items.filter((item) => String(item.committed_minor) !== String(chargedFor(item)?.committedMinor))).toEqual(
        [],
      )
    })

    test('summaries say what the rows say', async () => {
      const broken = await read(`
      select s.customer_id from customer_summaries s
      left join limits l on l.customer_id = s.customer_id and l.kind = 'budget'
      where s.month <> '${instant.slice(0, 7)}'
        or s.month_to_date_minor <> coalesce((select sum(amount_minor) from expenditures e
          where e.customer_id = s.customer_id and e.month = s.month), 0)
        or s.budget_minor is distinct from l.maximum
        or s.budget_used_minor <> coalesce(l.reserved + l.posted, 0)
        or s.budget_usage_percent is distinct from trunc((l.reserved + l.posted) * 100.0 / l.maximum, 2)
        or s.open_orders <> (select count(*) from orders o where o.customer_id = s.customer_id and o.state = 'pending_payment')
        or (s.live_resources, s.next_expiry_on) is distinct from (select (count(*)::int, min((expires_at at time zone 'UTC')::date))
          from resources r where r.customer_id = s.customer_id and r.status not in ('creating', 'closed'))`)
      expect(broken).toEqual([])
    })

    test('resources expire soon, and nothing lies in the future', async () => {
      const { soon = 0 } = await world.counts(`select 'soon' as name, count(*) from resources where status = 'in_use'
      and expires_at > '${instant}' and expires_at < timestamptz '${instant}' + interval '7 days'`)
      expect(soon).toBeGreaterThanOrEqual(25)
      const future = await read(`select id from orders where greatest(placed_at, canceled_at) > '${instant}'
      union all select id from authorizations where greatest(requested_at, decided_at, ended_at) > '${instant}'
      union all select id from resources where created_at > '${instant}'
      union all select id from freezes where greatest(frozen_at, lifted_at) > '${instant}'
      union all select id from authorizations where state = 'active' and valid_until < '${instant}'`)
      expect(future).toEqual([])
    })
  },
)

interface PricedRow {
  plan_id: string
  billing_mode: 'yearly_monthly' | 'pay_per_use'
  region: string
  quantity: number
  term_unit: 'month' | 'year' | null
  term_count: number
  parameters: Record<string, string | number>
  currency: 'USD'
  rate: string
  yearly_discounts: Record<string, number>
  priced_by: string | null
  amount_minor: bigint
  committed_minor: bigint
}

function chargedFor(row: PricedRow) {
  const { plan_id: planId, billing_mode: billingMode, region, quantity, parameters, term_unit: unit } = row
  const offer = { rate: row.rate, yearlyDiscounts: row.yearly_discounts, pricedBy: row.priced_by }
  const input = {
    planId,
    billingMode,
    region,
    quantity,
    parameters,
    ...(unit ? { period: { unit, count: row.term_count } } : {}),
  }
  return priceItem(offer as Parameters<typeof priceItem>[0], input, row.currency)
}
