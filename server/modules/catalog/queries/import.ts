import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

export interface RegionRow {
  readonly id: string
  readonly name: string
  readonly availabilityZones: string[]
}

export interface ServiceRow {
  readonly id: string
  readonly brokerId: string
  readonly code: string
  readonly name: string
  readonly family: string
  readonly description: string
  readonly active: boolean
}

/** The fields that are `jsonb` hold text that is JSON. */
export interface PlanRow {
  readonly id: string
  readonly serviceId: string
  readonly name: string
  readonly description: string
  readonly specification: string
  readonly availabilityZones: string
  readonly billingModes: string[]
  readonly pricedBy: string | null
  readonly parametersSchema: string
  readonly sampleParameters: string
  readonly maxPollingSeconds: number | null
  readonly active: boolean
}

/** What of a broker's catalog another broker offers already, by id or code. */
export async function findTaken(
  db: Db,
  brokerId: string,
  named: { serviceIds: string[]; codes: string[]; planIds: string[] },
): Promise<string[]> {
  const services = sqlBuilder
    .selectFrom('services')
    .select('id')
    .where('brokerId', '!=', brokerId)
    .where((either) =>
      either.or([
        either('id', '=', sql<string>`any(${named.serviceIds})`),
        either('code', '=', sql<string>`any(${named.codes})`),
      ]),
    )
  const plans = sqlBuilder
    .selectFrom('plans')
    .innerJoin('services', 'services.id', 'plans.serviceId')
    .select('plans.id')
    .where('services.brokerId', '!=', brokerId)
    .where('plans.id', '=', sql<string>`any(${named.planIds})`)
  const [ofServices, ofPlans] = await Promise.all([db.all(services), db.all(plans)])
  return [...ofServices, ...ofPlans].map(({ id }) => id)
}

/** Several brokers may know a region: its zones are those of all of them together. */
export function publishRegions(tx: Tx, rows: readonly RegionRow[]): void {
  if (rows.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('regions')
      .values([...rows])
      .onConflict((found) =>
        found.column('id').doUpdateSet({
          name: sql<string>`excluded.name`,
          availabilityZones: sql<string[]>`array(
            select distinct zone from unnest(regions.availability_zones || excluded.availability_zones) as zone
            order by zone)`,
        }),
      ),
  )
}

export function publishServices(tx: Tx, rows: readonly ServiceRow[]): void {
  if (rows.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('services')
      .values([...rows])
      .onConflict((found) =>
        found.column('id').doUpdateSet({
          code: sql<string>`excluded.code`,
          name: sql<string>`excluded.name`,
          family: sql<string>`excluded.family`,
          description: sql<string>`excluded.description`,
          active: true,
        }),
      ),
  )
}

export function publishPlans(tx: Tx, rows: readonly PlanRow[]): void {
  if (rows.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('plans')
      .values([...rows])
      .onConflict((found) =>
        found.column('id').doUpdateSet({
          serviceId: sql<string>`excluded.service_id`,
          name: sql<string>`excluded.name`,
          description: sql<string>`excluded.description`,
          specification: sql<string>`excluded.specification`,
          availabilityZones: sql<string>`excluded.availability_zones`,
          billingModes: sql<string[]>`excluded.billing_modes`,
          pricedBy: sql<string | null>`excluded.priced_by`,
          parametersSchema: sql<string>`excluded.parameters_schema`,
          sampleParameters: sql<string>`excluded.sample_parameters`,
          maxPollingSeconds: sql<number | null>`excluded.max_polling_seconds`,
          active: true,
        }),
      ),
  )
}

/** What the broker no longer names is not sold any more; what was sold of it stays. */
export function retireVanished(tx: Tx, brokerId: string, serviceIds: string[], planIds: string[]): void {
  const ofBroker = sqlBuilder.selectFrom('services').select('services.id').where('brokerId', '=', brokerId)
  tx.write(
    sqlBuilder
      .updateTable('plans')
      .set({ active: false })
      .where('serviceId', 'in', ofBroker)
      .where('active', '=', true)
      .where('id', '!=', sql<string>`all(${planIds})`),
  )
  tx.write(
    sqlBuilder
      .updateTable('services')
      .set({ active: false })
      .where('brokerId', '=', brokerId)
      .where('active', '=', true)
      .where('id', '!=', sql<string>`all(${serviceIds})`),
  )
}
