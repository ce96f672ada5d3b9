import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { callEverything } from './testing/call-everything.ts'
import { openCloud } from './testing/cloud.ts'
import { paidOrder, runRounds } from './testing/cloud-orders.ts'
import { runJobs } from './testing/jobs.ts'
import { openOffice } from './testing/office.ts'
import { openScene } from './testing/scene.ts'
import { findTenantTables } from './testing/tenant-tables.ts'

/** What the server sends, as text; tests name tables without their schema. */
const statements = new Set<string>()
let tenantTables: string[]

/** An order that a cloud brings into being. */
async function fulfil(): Promise<void> {
  const office = await openOffice()
  const cloud = await openCloud(office)
  const customer = await office.customer(await office.partner('solution_provider'), { budgetMinor: 100_000_000n })
  await paidOrder(office, customer, [{ planId: 'ecs.p3-gpu.8xlarge' }, {}])
  await runRounds(office)
  await cloud.stop()
  await office.close()
}

beforeAll(async () => {
  const parse = vi.spyOn(pg.Connection.prototype, 'parse')
  const scene = await openScene()
  await callEverything(scene)
  await runJobs(scene.office, ['renewSummaries', 'remindOfExpiry', 'sweepIdempotencyKeys'])
  tenantTables = await findTenantTables(scene.office.owner)
  await scene.office.close()
  await fulfil()
  for (const [{ text }] of parse.mock.calls as unknown as [{ text: string }][])
    if (/\bprocura"?\./.test(text)) statements.add(text.replaceAll('"', '').replaceAll(/\s+/g, ' '))
}, 300_000)

const noAlias = ['where', 'on', 'set', 'values', 'using', 'inner', 'left', 'cross', 'order', 'group', 'limit', 'for']

/** The tables of channels that a statement touches without saying of which channel. */
function nameless(statement: string): string[] {
  const touched = statement.matchAll(/(?:from|join|update|into|using) procura\.(\w+)(?: (?:as )?(\w+))?/g)
  return [...touched].flatMap(([, table = '', word = table]) => {
    const name = noAlias.includes(word) ? table : word
    if (!tenantTables.includes(table)) return []
    return new RegExp(`(\\b${name}|procura\\.${table})\\.channel_id|[ (,]channel_id`).test(statement) ? [] : [table]
  })
}

test('every statement on a channel’s table names the channel', () => {
  const astray = [...statements].flatMap((statement) => nameless(statement).map((table) => `${table}: ${statement}`))
  expect(astray).toEqual([])
  expect(statements.size).toBeGreaterThan(250)
})

test('an update of a channel’s table calls nothing whose value changes within it', () => {
  // Writes of one transaction are sent as one statement, and what is enqueued with them: each is looked at alone.
  const parts = [...statements].flatMap((statement) =>
    statement.split(/\bw\d+ as \(|\) select \(select procura\.enqueue/),
  )
  const updates = parts.filter((part) => tenantTables.some((table) => part.includes(`update procura.${table} `)))
  expect(updates.filter((part) => /clock_timestamp|timeofday|random|nextval/.test(part))).toEqual([])
  expect(updates.length).toBeGreaterThan(20)
})
