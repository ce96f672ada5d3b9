import { offersOf } from '../price-list.ts'
import { asOwner, type OwnerTransaction } from './copy.ts'
import type { CatalogPlan } from './products.ts'
import { filledTables, type FilledTable } from './rows.ts'
import { makeWorld, type SampleOptions } from './world.ts'

/** What may be there before: prices and letters do not depend on the sample accounts. */
const sharedTables: readonly FilledTable[] = ['offers', 'letters']

/** Whether the database has accounts, of sample data or real ones. */
export function hasData(ownerUrl: string): Promise<boolean> {
  return asOwner(ownerUrl, hasAccounts)
}

/**
 * Fills an empty database with a believable world, all of it or nothing: prices for the catalog that was imported
 * before, letters, partners and customers in many states. A database that has accounts stays as it is.
 * @throws Error when no catalog was imported
 */
export async function loadSampleData(given: SampleOptions & { readonly ownerUrl: string }): Promise<void> {
  await asOwner(given.ownerUrl, async (owner) => {
    // Processes that start at once take turns; whoever comes second finds the accounts of the first.
    await owner.run('lock table procura.accounts in share row exclusive mode')
    if (await hasAccounts(owner)) return
    const plans = await readPlans(owner)
    if (plans.length === 0) throw new Error('Sample data needs the catalog of a broker, and none was imported')
    const world = makeWorld(plans, offersOf(plans), given)
    await owner.copy(filledTables, world, sharedTables)
    // Until the statistics are known, the planner takes these tables for empty ones.
    await owner.run(`analyze ${filledTables.map(owner.nameOf).join(', ')}`)
  })
}

async function hasAccounts(owner: OwnerTransaction): Promise<boolean> {
  const rows = await owner.read('select from procura.accounts limit 1')
  return rows.length > 0
}

/** Plans in a fixed order, so that the same catalog gives the same world. */
function readPlans(owner: OwnerTransaction): Promise<CatalogPlan[]> {
  return owner.read<CatalogPlan>(`
    select p.id, p.name, s.code as "serviceCode", p.specification, p.availability_zones as "availabilityZones",
      p.billing_modes as "billingModes", p.priced_by as "pricedBy", p.sample_parameters as "sampleParameters"
    from procura.plans p join procura.services s on s.id = p.service_id
    where p.active and s.active
    order by s.code, p.id collate "C"`)
}
