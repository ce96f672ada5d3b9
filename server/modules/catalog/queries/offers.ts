import { sql } from 'kysely'
import {
  type BillingMode,
  type getPriceList as priceListOperation,
  type listOffers as offersOperation,
  maxPriceListOffers,
} from '#contract/catalog.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { maxListed, viewOffer } from '../rules.ts'
import type { OfferRow } from '../rules.ts'

const cursorForm = /^[A-Za-z0-9._-]{1,80}\|[a-z0-9-]{1,40}\|(yearly_monthly|pay_per_use)$/

/** What of a service is on offer now, an item for each plan, region and billing mode, in the account's currency. */
export async function listOffers(
  ctx: QueryContext,
  by: Input<typeof offersOperation>,
): Promise<Output<typeof offersOperation>> {
  const after = readCursor(by.cursor, cursorForm)?.split('|')
  await ctx.passed
  let found = offerRows(ctx.actor, by).limit(by.limit + 1)
  if (by.billingMode) found = found.where('o.billingMode', '=', by.billingMode)
  if (by.region) found = found.where('o.regionId', '=', by.region)
  if (after) found = found.where(sql<boolean>`(p.id, o.region_id, o.billing_mode) > (${sql.join(after)})`)
  const [service, rows] = await Promise.all([ctx.db.first(activeService(by)), ctx.db.all(found)])
  if (!service) refuse('not_found', {})
  return toPage(rows, by.limit, ({ planId, region, billingMode }) => `${planId}|${region}|${billingMode}`, viewOffer)
}

/**
 * All that a service offers in one region. What does not fit is refused and never left out: a price that is missing
 * without a word is taken for one that does not exist.
 */
export async function getPriceList(
  ctx: QueryContext,
  by: Input<typeof priceListOperation>,
): Promise<Output<typeof priceListOperation>> {
  await ctx.passed
  const offeredIn = onOffer(ctx.actor, by).select('o.regionId as id').distinct().orderBy('o.regionId').limit(maxListed)
  const [service, found] = await Promise.all([ctx.db.first(activeService(by)), ctx.db.all(offeredIn)])
  if (!service) refuse('not_found', {})
  const regions = found.map(({ id }) => id)
  const region = by.region ?? regions[0] ?? null
  if (region === null) return { regions, region, offers: [] }
  const rows = await ctx.db.all(
    offerRows(ctx.actor, by)
      .where('o.regionId', '=', region)
      .limit(maxPriceListOffers + 1),
  )
  if (rows.length > maxPriceListOffers) refuse('too_many_offers', { limit: maxPriceListOffers })
  return { regions, region, offers: rows.map(viewOffer) }
}

const activeService = prepare((by: { serviceId: string }) =>
  sqlBuilder.selectFrom('services').select('id').where('id', '=', by.serviceId).where('active', '=', true),
)

/** What of a service can be ordered now, in the currency of the account. */
function onOffer(actor: Actor, { serviceId }: { serviceId: string }) {
  return sqlBuilder
    .selectFrom('offers as o')
    .innerJoin('plans as p', 'p.id', 'o.planId')
    .where('p.serviceId', '=', serviceId)
    .where('o.currency', '=', currencyFor(actor))
    .where(sql<boolean>`p.active and o.active and o.billing_mode = any(p.billing_modes)`)
    .where(sql<boolean>`p.availability_zones ? o.region_id`)
}

function offerRows(actor: Actor, by: { serviceId: string }) {
  return onOffer(actor, by)
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
    .orderBy('p.id')
    .orderBy('o.regionId')
    .orderBy('o.billingMode')
}

/** A customer, and whoever acts for one, sees prices in its currency; a partner by itself in US dollars. */
function currencyFor({ kind, channelId, accountId, acting }: Actor) {
  const customerId = acting?.customerId ?? (kind === 'customer' ? accountId : null)
  if (customerId === null) return sql<string>`'USD'`
  return sql<string>`(select currency from procura.customers where channel_id = ${channelId} and id = ${customerId})`
}
