import type pg from 'pg'
import { newId } from '#kernel/ids.ts'
import { insertRow } from './rows.ts'

const region = 'eu-west-101'

/** A small catalog of its own for tests: one service, plans with a price each, in one region. */
export async function insertCatalog(
  owner: pg.Pool,
  plans: Record<string, { monthly?: string; hourly?: string; family?: string; pricedBy?: string }>,
): Promise<string> {
  const brokerId = newId('broker')
  await insertRow(owner, 'brokers', {
    id: brokerId,
    name: 'tests',
    url: 'http://127.0.0.1:9',
    username: 'u',
    sealedPassword: 's',
  })
  await insertRow(owner, 'regions', { id: region, name: 'Dublin', availabilityZones: [`${region}a`, `${region}b`] })
  for (const [planId, { monthly, hourly, family = 'compute', pricedBy }] of Object.entries(plans)) {
    const serviceId = `svc-${planId}`
    const text = { name: planId, description: planId }
    await insertRow(owner, 'services', { id: serviceId, brokerId, code: planId, family, active: true, ...text })
    await insertRow(owner, 'plans', {
      id: planId,
      serviceId,
      ...text,
      specification: '{}',
      availabilityZones: JSON.stringify({ [region]: [`${region}a`, `${region}b`] }),
      billingModes: ['yearly_monthly', 'pay_per_use'],
      pricedBy: pricedBy ?? null,
      parametersSchema: JSON.stringify({
        type: 'object',
        properties: { region: { type: 'string' } },
        required: ['region'],
      }),
      sampleParameters: '{}',
      active: true,
    })
    for (const [billingMode, rate] of [
      ['yearly_monthly', monthly],
      ['pay_per_use', hourly],
    ] as const)
      if (rate !== undefined)
        await insertRow(owner, 'offers', {
          planId,
          regionId: region,
          billingMode,
          currency: 'USD',
          rate,
          yearlyDiscounts: JSON.stringify({ '1': 15 }),
        })
  }
  return brokerId
}

/** An item of an order for such a plan. */
export function itemOf(planId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const period = more['billingMode'] === 'pay_per_use' ? {} : { period: { unit: 'month', count: 1 } }
  return { planId, region, billingMode: 'yearly_monthly', quantity: 1, parameters: {}, ...period, ...more }
}
