import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { callEverything, fulfilInPart } from './testing/call-everything.ts'
import { openCloud } from './testing/cloud.ts'
import { runJobs } from './testing/jobs.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { openScene, startActing } from './testing/scene.ts'
import { findTenantTables } from './testing/tenant-tables.ts'

/**
 * What the server sends, as text; tests name tables without their schema. The writes of one transaction travel as one
 * statement with what is enqueued: each stands here alone.
 */
let statements: readonly string[]
let tenantTables: string[]

/** A delegate is still at it minutes later, which is marked once the answer is given. */
async function actAfterAWhile(office: Office): Promise<void> {
  const partner = await office.partner('solution_provider')
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  const id = await startActing(partner.admin, customer)
  await office.owner.query(`update acting_sessions set last_used_at = now() - interval '5 minutes' where id = $1`, [id])
  await partner.admin.acting(id)('GET', `/v1/customers/${customer.id}/orders`)
  const minutesAgo = `select from acting_sessions where id = $1 and last_used_at < now() - interval '1 minute'`
  await vi.waitFor(async () => expect((await office.owner.query(minutesAgo, [id])).rowCount).toBe(0), 10_000)
}

beforeAll(async () => {
  const parse = vi.spyOn(pg.Connection.prototype, 'parse')
  const scene = await openScene()
  await callEverything(scene)
  await runJobs(scene.office, ['renewSummaries', 'remindOfExpiry', 'sweepIdempotencyKeys'])
  tenantTables = await findTenantTables(scene.office.owner)
  await scene.office.close()
  const office = await openOffice()
  const cloud = await openCloud(office)
  await fulfilInPart(office)
  await actAfterAWhile(office)
  await cloud.stop()
  await office.close()
  const texts = parse.mock.calls.map(([{ text }]) => text.replaceAll('"', '').replaceAll(/\s+/g, ' '))
  const parts = texts.flatMap((text) => text.split(/\bw\d+ as \(|\) select \(select procura\.enqueue/))
  statements = [...new Set(parts)].filter((part) => part.includes('procura.'))
}, 300_000)

const noAlias = ['where', 'on', 'set', 'values', 'using', 'inner', 'left', 'cross', 'order', 'group', 'limit', 'for']

const count = (text: string, what: RegExp) => [...text.matchAll(what)].length

/** Whether a statement touches a channel's table and names no channel for it, by that table's name or bare. */
function isNameless(statement: string): boolean {
  const touched = statement.matchAll(/(?:from|join|update|into|using) procura\.(\w+)(?: (?:as )?(\w+))?/g)
  const names = [...touched].flatMap(([, table = '', word = table]) =>
    tenantTables.includes(table) ? [noAlias.includes(word) ? table : word] : [],
  )
  const unqualified = [...new Set(names)].map((name) => {
    const qualified = count(statement, new RegExp(`\\b${name}\\.channel_id`, 'g'))
    return Math.max(0, names.filter((other) => other === name).length - qualified)
  })
  const missing = unqualified.reduce((sum, one) => sum + one, 0)
  return missing > count(statement, /(?<![.\w])channel_id/g)
}

test('every statement on a channel’s table names the channel', () => {
  expect(statements.filter(isNameless)).toEqual([])
  expect(statements.length).toBeGreaterThan(250)
})

test('an update of a channel’s table calls nothing whose value changes within it', () => {
  const updates = statements.filter((one) => tenantTables.some((table) => one.includes(`update procura.${table} `)))
  expect(updates.filter((one) => /clock_timestamp|timeofday|random|nextval/.test(one))).toEqual([])
  expect(updates.length).toBeGreaterThan(20)
})
