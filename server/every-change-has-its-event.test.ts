import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { callEverything, fulfilInPart } from './testing/call-everything.ts'
import { openCloud } from './testing/cloud.ts'
import { isProof, tellFigures } from './testing/figures.ts'
import { anyCommand, opening } from './testing/model/stories.ts'
import { openStage, Tenant } from './testing/model/tenant.ts'
import { World } from './testing/model/world.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { openScene } from './testing/scene.ts'
import { openWitness } from './testing/witness.ts'
import type { ChangedRow, Committed } from './testing/witness.ts'

type Row = Readonly<Record<string, unknown>>

const sequences = isProof ? 300 : 30
const limitMs = 600_000

let committed: Committed[]
const actingSessions = new Map<string, Row>()

/** What servers have committed on the database of an office while something was going on there. */
async function witnessed(office: Office, goOn: () => Promise<unknown>): Promise<Committed[]> {
  const seen = await openWitness(office.owner)
  await goOn()
  const { rows } = await office.owner.query<{ id: string; row: Row }>(
    'select id, to_jsonb(t) as row from acting_sessions t',
  )
  for (const { id, row } of rows) actingSessions.set(id, row)
  return seen()
}

/** Sequences of the model, on two servers. */
async function playStories(): Promise<Committed[]> {
  const stage = await openStage()
  const stories = fc.commands([anyCommand(() => undefined)], { maxCommands: 37, size: 'max' })
  const property = fc.asyncProperty(
    opening(() => undefined),
    stories,
    async (first, steps) => {
      const tenant = await Tenant.open(stage, 'for one customer')
      const world = new World()
      for (const step of first) await step.run(world, tenant)
      await fc.asyncModelRun(() => ({ model: world, real: tenant }), steps)
    },
  )
  const found = await witnessed(stage.office, () => fc.assert(property, { seed: 4711, numRuns: sequences }))
  await stage.close()
  return found
}

/** Every operation once, each with success, and what follows by the queue and by the clock. */
async function playEverything(): Promise<Committed[]> {
  const scene = await openScene()
  const found = await witnessed(scene.office, () => callEverything(scene))
  await scene.office.close()
  return found
}

/** An order that the cloud fulfils in part, and that gives back the rest. */
async function fulfil(): Promise<Committed[]> {
  const office = await openOffice()
  const cloud = await openCloud(office)
  const found = await witnessed(office, () => fulfilInPart(office))
  await cloud.stop()
  await office.close()
  return found
}

beforeAll(async () => {
  committed = [...(await playStories()), ...(await playEverything()), ...(await fulfil())]
}, limitMs)

const named = ({ table, row }: ChangedRow) => `${table} ${JSON.stringify(row['id'])}`
const happened = (events: readonly Row[]) =>
  events.map(({ operation, result }) => `${String(operation)} ${String(result)}`)

const idsIn = (row: Row) =>
  Object.entries(row).flatMap(([column, value]) => (/(^|_)id$/.test(column) && value !== null ? [value] : []))

/**
 * The events that tell of a row: what a person sends is one command, and its one event tells of all that it changed.
 * The queue may do several things at once. There a row is told by the event about the row itself or, where none is, by
 * the one about what the row belongs to; of events that only name it beside, no more than one.
 */
function eventsOf({ table, row }: ChangedRow, { changes, events }: Committed): readonly Row[] {
  const done = events.filter(({ result }) => result === 'done')
  if (done.some((event) => event['actor_kind'] !== 'system')) return done
  const subjectsOf = (event: Row) => event['subjects'] as readonly unknown[]
  // An order has an event that is about itself.
  if (table === 'orders') return done.filter((event) => subjectsOf(event)[0] === row['id'])
  // A limit does not say what has moved it: its ledger entries do.
  const entries = changes.filter((change) => table === 'limits' && change.row['limit_id'] === row['id'])
  const ids = [{ row }, ...entries].flatMap((one) => idsIn(one.row))
  const naming = (some: readonly unknown[]) => done.filter((event) => subjectsOf(event).some((id) => some.includes(id)))
  const itself = naming([row['id']])
  const [of, telling] = itself.length > 0 ? [[row['id']], itself] : [ids, naming(ids)]
  const about = telling.filter((event) => of.includes(subjectsOf(event)[0]))
  return about.length > 0 ? about : telling
}

test('every row that was changed has exactly one event in its own transaction', () => {
  const changes = committed.flatMap((one) => one.changes.map((change) => ({ change, one })))
  const astray = changes.filter(({ change, one }) => eventsOf(change, one).length !== 1)
  const delegated = committed.filter(({ events }) => events.some((event) => event['acting_session_id'] !== null))
  tellFigures('Rows and their events', {
    transactions: committed.length,
    rows: changes.length,
    'rows of delegates': delegated.flatMap((one) => one.changes).length,
  })
  expect(astray.map(({ change, one }) => `${named(change)}: ${happened(one.events).join()}`)).toEqual([])
  expect(changes.length).toBeGreaterThan(500)
})

/** Which columns of a row name who has made it, and the field of the event that says the same. */
const makers: Readonly<Record<string, string>> = {
  acting_session_id: 'acting_session_id',
  authorization_id: 'authorization_id',
  placed_by_member_id: 'actor_member_id',
  placed_by_partner_id: 'actor_partner_id',
}

/** In what a change made by a delegate contradicts its event; empty where it does not. */
function contradictions(change: ChangedRow, event: Row): string[] {
  const wrong = change.row['customer_id'] === event['customer_id'] ? [] : ['another customer']
  if (change.table !== 'orders') return wrong
  return [
    ...wrong,
    ...Object.entries(makers).flatMap(([column, by]) => (change.row[column] === event[by] ? [] : [column])),
  ]
}

/** Whether an event of a delegate says what the acting session itself says. */
function saysWho(event: Row): boolean {
  const session = actingSessions.get(String(event['acting_session_id']))
  const pairs = { actor_member_id: 'member_id', actor_partner_id: 'partner_id', authorization_id: 'authorization_id' }
  return Object.entries({ ...pairs, customer_id: 'customer_id' }).every(
    ([field, column]) => session !== undefined && event[field] === session[column],
  )
}

test('what a delegate has changed names the person, the partner, the authorization and the acting session', () => {
  const delegated = committed.flatMap(({ changes, events }) =>
    events.filter((event) => event['acting_session_id'] !== null).map((event) => ({ changes, event })),
  )
  expect(happened(delegated.map(({ event }) => event).filter((event) => !saysWho(event)))).toEqual([])
  const all = delegated.flatMap(({ changes, event }) => changes.map((change) => ({ change, event })))
  const wrong = all.map(({ change, event }) => [named(change), ...contradictions(change, event)])
  expect(wrong.filter(({ length }) => length > 1)).toEqual([])
  expect(all.filter(({ change }) => change.table === 'orders').length).toBeGreaterThan(sequences / 2)
})

test('who has changed something in an own account is named too, and what it is about', () => {
  const nameless = committed
    .filter(({ changes }) => changes.length > 0)
    .flatMap(({ events }) => events)
    .filter((event) => event['actor_kind'] !== 'system' && event['actor_member_id'] === null)
  expect(happened(nameless)).toEqual([])
})
