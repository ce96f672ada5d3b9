import { sql } from 'kysely'
import type {
  BillingMode,
  listOffers as offersOperation,
  listRegions as regionsOperation,
  listServices as servicesOperation,
} from '#contract/catalog.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { maxListed, viewOffer } from '../rules.ts'
import type { OfferRow } from '../rules.ts'

const activeServices = prepare(() =>
  sqlBuilder
    .selectFrom('services')
    .select(['id', 'code', 'name', 'family', 'description'])
    .where('active', '=', true)
    .orderBy('family')
    .orderBy('code')
    .limit(maxListed),
)

export async function listServices(db: Db): Promise<Output<typeof servicesOperation>> {
  return { items: await db.all(activeServices({})) }
}

const allRegions = prepare(() =>
  sqlBuilder.selectFrom('regions').select(['id', 'name', 'availabilityZones']).orderBy('id').limit(maxListed),
)

export async function listRegions(db: Db): Promise<Output<typeof regionsOperation>> {
  return { items: await db.all(allRegions({})) }
}

const cursorForm = /^[A-Za-z0-9._-]{1,80}\|[a-z0-9-]{1,40}\|(yearly_monthly|pay_per_use)$/

/** What of a service is on offer now, an item for each plan, region and billing mode, in the account's currency. */
export async function listOffers(
  ctx: QueryContext,
  by: Input<typeof offersOperation>,
): Promise<Output<typeof offersOperation>> {
  const after = readCursor(by.cursor, cursorForm)?.split('|')
  await ctx.passed
  let found = sqlBuilder
    .selectFrom('offers as o')
    .innerJoin('plans as p', 'p.id', 'o.planId')
    .select([
      'p.id as planId',
      'p.name as planName',
      'p.description',
      'p.pricedBy',
      'o.regionId as region',
      sql<BillingMode>`o.billing_mode`.as('billingMode'),
      sql<CurrencyCode>`o.currency`.as('currency'),
      sql<string>`trim_scale(o.rate)::text`.as('rate'),
      sql<OfferRow['specification']>`p.specification`.as('specification'),
      sql<OfferRow['availabilityZones']>`p.availability_zones -> o.region_id`.as('availabilityZones'),
      sql<OfferRow['yearlyDiscounts']>`o.yearly_discounts`.as('yearlyDiscounts'),
      sql<OfferRow['parametersSchema']>`p.parameters_schema`.as('parametersSchema'),
      sql<OfferRow['sampleParameters']>`p.sample_parameters -> o.region_id`.as('sampleParameters'),
    ])
    .where('p.serviceId', '=', by.serviceId)
    .where('o.currency', '=', currencyFor(ctx.actor))
    .where(sql<boolean>`p.active and o.active and o.billing_mode = any(p.billing_modes)`)
    .where(sql<boolean>`p.availability_zones ? o.region_id`)
    .orderBy('p.id')
    .orderBy('o.regionId')
    .orderBy('o.billingMode')
    .limit(by.limit + 1)
  if (by.billingMode) found = found.where('o.billingMode', '=', by.billingMode)
  if (by.region) found = found.where('o.regionId', '=', by.region)
  if (after) found = found.where(sql<boolean>`(p.id, o.region_id, o.billing_mode) > (${sql.join(after)})`)
  const [service, rows] = await Promise.all([ctx.db.first(activeService(by)), ctx.db.all(found)])
  if (!service) refuse('not_found', {})
  return toPage(rows, by.limit, ({ planId, region, billingMode }) => `${planId}|${region}|${billingMode}`, viewOffer)
}

const activeService = prepare((by: { serviceId: string }) =>
  sqlBuilder.selectFrom('services').select('id').where('id', '=', by.serviceId).where('active', '=', true),
)

/** A customer, and whoever acts for one, sees prices in its currency; a partner by itself in US dollars. */
function currencyFor({ kind, channelId, accountId, acting }: Actor) {
  const customerId = acting?.customerId ?? (kind === 'customer' ? accountId : null)
  if (customerId === null) return sql<string>`'USD'`
  return sql<string>`(select currency from procura.customers where channel_id = ${channelId} and id = ${customerId})`
}
