import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { listRegions as regionsOperation, listServices as servicesOperation } from '#contract/catalog.ts'
import type { Output } from '#contract/operation.ts'
import { maxListed } from '../rules.ts'

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
