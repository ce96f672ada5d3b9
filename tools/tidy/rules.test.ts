import { describe, expect, test } from 'vitest'
import { consoleCases } from './console-cases.ts'
import { idleWaivers, rules, say, unwaived } from './rules.ts'
import { type Finding, source } from './source.ts'

const write = 'server/modules/orders/place-order.ts'
const pure = 'server/modules/orders/rules.ts'
const queries = 'server/modules/orders/queries.ts'
const aTest = 'server/modules/orders/place-order.test.ts'
const lines = (count: number, text = 'a()') => Array(count).fill(text).join('\n')

function findings(name: string, files: Record<string, string>): Finding[] {
  const rule = rules.find((one) => one.name === name)
  if (!rule) throw new Error(`there is no rule ${name}`)
  return rule.check(Object.entries(files).map(([path, text]) => source(path, text)))
}

/** Rule, path, what breaks the rule there, and what keeps it. Each breach must be found once, each other text never. */
const cases: [rule: string, path: string, breaches: string[], kept: string[]][] = [
  ...consoleCases,
  ['parses', write, ['const a = = 1'], ['const a = 1']],
  [
    'rooms',
    'contract/orders.ts',
    ["import { a } from '#server/app.ts'", "export * from '#sdk/client.ts'", "import { readFile } from 'node:fs'"],
    ["import { z } from 'zod'", "import { Money } from './money.ts'"],
  ],
  ['rooms', 'contract/orders.test.ts', ["import { a } from '#sdk/a.ts'"], ["import { readFile } from 'node:fs'"]],
  ['rooms', 'sdk/client.ts', ["import('#kernel/db.ts')"], ["import { a } from '#contract/orders.ts'"]],
  ['rooms', 'brokers/cloud/main.ts', ["import { a } from '#contract/a.ts'"], ["import { a } from './store.ts'"]],
  ['rooms', 'console/app/main.tsx', ["type A = import('#server/app.ts').A"], ["import { a } from '#sdk/client.ts'"]],
  ['rooms', 'server/app.ts', ["import { a } from '../tools/seed.ts'"], ["import { a } from '#contract/a.ts'"]],
  ['rooms', aTest, ["import { a } from '../../../bench/a.ts'"], ["import { a } from '#brokers/cloud/app.ts'"]],
  ['rooms', 'bench/orders.ts', [], ["import { a } from '#server/app.ts'"]],
  ['alias-use', write, ["import { a } from '../../kernel/db.ts'"], ["import { a } from '#kernel/db.ts'"]],
  ['alias-use', write, ["import { a } from '#modules/orders/queries.ts'"], ["import { a } from './queries.ts'"]],
  ['alias-use', write, ["import { a } from '../catalog/index.ts'"], ["import { a } from '#modules/catalog/index.ts'"]],
  ['alias-use', 'server/main.ts', ["import { a } from './kernel/db.ts'"], ["import { a } from './app.ts'"]],
  ['alias-use', 'bench/orders.ts', [], ["import { a } from '../tools/seed.ts'", "import { a } from 'pg'"]],
  [
    'doors',
    write,
    [
      "import { a } from '#modules/catalog/queries.ts'",
      "import type { A } from '#modules/provisioning/index.ts'",
      "import { a } from '#modules/notifications/index.ts'",
      "import { a } from '#modules/nowhere/inner/index.ts'",
      "import { a } from '#server/app.ts'",
    ],
    ["import { a } from '#modules/catalog/index.ts'", "import { a } from './queries.ts'"],
  ],
  ['doors', 'server/modules/audit/jobs.ts', ["import { a } from '#modules/notifications/index.ts'"], []],
  ['doors', aTest, [], ["import { a } from '#modules/provisioning/jobs.ts'"]],
  ['doors', 'server/kernel/db.ts', ["import { a } from '#modules/orders/index.ts'"], ["import { a } from './log.ts'"]],
  ['doors', 'server/kernel/binder.ts', ["import { a } from '#server/app.ts'"], []],
  ['doors', 'server/seed.ts', ["import { a } from '#modules/orders/index.ts'"], ["import { a } from '#kernel/db.ts'"]],
  [
    'doors',
    'server/app.ts',
    ["import { a } from '#modules/orders/place-order.ts'"],
    ["import { orderRoutes } from '#modules/orders/routes.ts'"],
  ],
  [
    'doors',
    'server/sandbox/sandbox.ts',
    [
      "import { a } from '#modules/orders/queries.ts'",
      "import { a } from '#modules/orders/jobs.ts'",
      "import { a } from '#modules/orders/queries/index.ts'",
    ],
    ["import { a } from '#modules/orders/index.ts'", "import { a } from '#kernel/db.ts'"],
  ],
  ['doors', 'server/sandbox/broker.ts', ["import { a } from '#modules/orders/index.ts'"], []],
  ['doors', 'server/sandbox/sample-data/load.ts', ["import { a } from '#modules/orders/index.ts'"], []],
  ['named-doors', 'server/modules/orders/index.ts', ["export * from './a.ts'"], ["export { a } from './a.ts'"]],
  [
    'one-function',
    write,
    [
      'export function placeOrders() {}',
      'export const placeOrder = 1',
      'export function placeOrder() {}\nexport const limit = 5',
      "export function placeOrder() {}\nexport * from './rules.ts'",
      'export function placeOrder() {}\nconst a = 1\nexport { a }',
    ],
    [
      'export async function placeOrder() {}',
      'export const placeOrder = () => 1',
      'export interface Placed { id: string }\nexport type A = 1\nfunction inner() {}\nexport function placeOrder() {}',
    ],
  ],
  ['one-function', queries, [], ['export const a = 1\nexport const b = 2']],
  [
    'sql-place',
    write,
    [
      "ctx.tx.insertInto('orders').values(a)",
      "db.selectFrom('orders')",
      'sql`select 1`.execute(db)',
      'sql<number>`select 1`',
      "import type { Kysely } from 'kysely'",
    ],
    ['insertOrder(ctx.tx, order)', "const text = 'update the order'"],
  ],
  ['sql-place', 'server/app.ts', ["db.deleteFrom('orders')"], []],
  ['sql-place', queries, [], ["db.selectFrom('orders')"]],
  ['sql-place', 'server/modules/orders/queries/carts.ts', [], ["db.selectFrom('carts')"]],
  ['sql-place', 'server/kernel/jobs.ts', [], ['sql`select 1`']],
  ['sql-place', 'server/sandbox/queries.ts', [], ["db.selectFrom('keptMail')", "import pg from 'pg'"]],
  [
    'sql-place',
    'server/sandbox/sample-data/copy.ts',
    [],
    ["import pg from 'pg'", "import { from } from 'pg-copy-streams'"],
  ],
  ['sql-place', 'server/sandbox/sandbox.ts', ["import type pg from 'pg'", "db.selectFrom('orders')"], []],
  ['sql-place', 'server/sandbox/dev-routes.ts', ["import type { Pool } from 'pg'"], []],
  ['sql-place', aTest, [], ["db.selectFrom('orders')"]],
  [
    'pure-rules',
    pure,
    [
      'export async function totalOf() {}',
      "const a = import('./a.ts')",
      "import type { Db } from '#kernel/db.ts'",
      "import { findOffers } from './queries.ts'",
      "import { createHash } from 'node:crypto'",
    ],
    ["import { refuse } from '#contract/refusals.ts'", "import type { OfferRow } from './queries.ts'"],
  ],
  ['file-sizes', write, [lines(301)], [lines(300), `${lines(300)}\n`]],
  [
    'function-sizes',
    aTest,
    [`test('a', () => {\n${lines(69)}\n})`, `function a() {\n${lines(69)}\n}`],
    [`test('a', () => {\n${lines(68)}\n})`, `describe.each(b)('a', () => {\n${lines(99)}\n})`],
  ],
  ['function-sizes', write, [`describe('a', () => {\n${lines(99)}\n})`], []],
  [
    'line-lengths',
    write,
    [`// ${'a'.repeat(118)}`, `const a = '${'a'.repeat(118)}'`],
    ['a'.repeat(120), `// see https://example.org/${'a'.repeat(118)}`],
  ],
  ['line-lengths', 'console/text/en/orders.ts', [`// ${'a'.repeat(118)}`], [`const a = '${'a'.repeat(118)}'`]],
  ['line-lengths', aTest, [`// ${'a'.repeat(118)}`], [`const a = '${'a'.repeat(118)}'`]],
  [
    'identifiers',
    'server/kernel/jobs.ts',
    [
      'export class OrderService {}',
      'class SessionManager {}',
      'function dateHelper() {}',
      'export const stringUtils = {}',
      'export const createOrderService = () => 1',
      'const a = 1\nexport { a as tokenManager }',
      'export type RowHelper = string',
    ],
    [
      'export function findService() {}\nexport const listServices = 1\nexport type CatalogService = 1',
      'export const accountManager = 1\nexport function assignAccountManager() {}',
      'export function serviceOf() {}\nexport const managerId = 1',
    ],
  ],
  ['identifiers', 'brokers/cloud/a.ts', ['class TokenManager {}'], ['function requestedService() {}']],
  [
    'loose-types',
    write,
    ['let a: any', 'f(a as any)', 'f<any>(a)', 'let a = <any>b', 'enum A { B }', '@sealed class A {}'],
    ["let anything: unknown = 'any'", "type A = 'x' | 'y' // not any"],
  ],
  [
    'clock-and-chance',
    write,
    ['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'Temporal.Now.instant()'],
    ['new Date(ctx.now)', 'Date.parse(text)', 'Math.max(1, 2)', '// new Date()'],
  ],
  ['clock-and-chance', 'server/kernel/clock.ts', [], ['new Date()']],
  ['clock-and-chance', aTest, [], ['Date.now()']],
  ['console-calls', write, ["console.log('a')", 'console.error(a)'], ["ctx.log.info('a')", "'console.log()'"]],
  ['console-calls', 'server/main.ts', [], ["console.error('Node 24 is needed')"]],
  [
    'comment-manners',
    write,
    [
      '// @ts-ignore the types are wrong',
      '/* @ts-nocheck */',
      '// @ts-expect-error',
      '// oxlint-disable-next-line no-cycle',
      '// TODO mend this',
      '// TODO() mend this',
      '/**\n * FIXME\n */',
    ],
    [
      '// @ts-expect-error: the types of this package forget null',
      '// oxlint-disable-next-line no-cycle -- the types refer to each other',
      '// TODO(brokers say how long they take): use that instead',
      "const a = '// TODO mend this'",
      'const a = `/* @ts-ignore */`',
    ],
  ],
  [
    'tests-run',
    aTest,
    [
      "test.skip('a', f)",
      "describe.only('a', f)",
      "it.todo('a')",
      "test.fails('a', f)",
      "test.fail('a', f)",
      "test.concurrent.only('a', f)",
      "test.skip.each(rows)('a', f)",
      "test('a', { skip: true }, f)",
      "test.skipIf(!browser)('a', f)",
      'context.skip()',
    ],
    ["test('skip is refused', f)", 'const a = { skip: 1 }', "test('a', { timeout: 5 }, f)"],
  ],
  ['tests-run', queries, [], ['page.skip(5)']],
]

describe('each rule finds what breaks it and leaves alone what keeps it', () => {
  const breaches = cases.flatMap(([rule, path, texts]) => texts.map((text) => [rule, path, text] as const))
  const kept = cases.flatMap(([rule, path, , texts]) => texts.map((text) => [rule, path, text] as const))

  test.each(breaches)('%s fails in %s: %j', (rule, path, text) => {
    const found = new Set(findings(rule, { [path]: text }).map(({ line }) => `${path}:${line}`))
    expect([...found]).toHaveLength(1)
  })

  test.each(kept)('%s passes in %s: %j', (rule, path, text) => {
    expect(findings(rule, { [path]: text }).map(say)).toEqual([])
  })
})

describe('rules about names of files', () => {
  const found = (rule: string, ...paths: string[]) =>
    findings(rule, Object.fromEntries(paths.map((path) => [path, '']))).map(({ path }) => path)

  test.each([
    ['kinds', ['helpers.ts', 'order-view.tsx', 'README.md', 'queries/deep/a.ts', 'lib/a.ts', 'view.ts']],
    ['file-names', ['order-service.ts', 'utils.ts', 'utils/a.ts', 'money-helpers.ts', 'session-manager.test.ts']],
  ])('%s refuses what it does not know', (rule, names) => {
    const paths = names.map((name) => `server/modules/orders/${name}`)
    expect(found(rule, ...paths)).toEqual(paths)
  })

  test.each([
    ['kinds', ['routes.ts', 'rules.ts', 'rules.test.ts', 'place-order.ts', 'queries/carts.ts', 'adapters/smtp.ts']],
    ['file-names', ['find-service.ts', 'queries/services.ts', 'assign-account-manager.ts', 'place-order.ts']],
  ])('%s passes what it knows', (rule, names) => {
    expect(found(rule, ...names.map((name) => `server/modules/orders/${name}`))).toEqual([])
  })

  test('kinds refuses a module without a place in the line, and a file that belongs to no module', () => {
    const paths = ['server/modules/invoices/routes.ts', 'server/modules/all.ts']
    expect(found('kinds', ...paths)).toEqual(paths)
  })

  test('migrations refuses doubles and names of another form', () => {
    const at = (name: string) => `server/migrations/${name}`
    expect(found('migrations', at('0001-start.sql'), at('0002-add-orders.sql'))).toEqual([])
    expect(found('migrations', at('0001-start.sql'), at('0003-orders.sql'))).toEqual([])
    expect(found('migrations', at('0001-start.sql'), at('0001-two.sql'))).toEqual([at('0001-two.sql')])
    expect(found('migrations', at('0001_start.sql'))).toEqual([at('0001_start.sql')])
    expect(found('migrations', at('index.ts'))).toEqual([at('index.ts')])
  })
})

describe('waivers', () => {
  const files = [source(write, 'let a: any')]
  const rule = rules.find(({ name }) => name === 'loose-types')
  const waiver = { rule: 'loose-types', path: write, reason: 'the package it wraps has no types' }

  test('a waiver covers its rule in its file, and nothing else', () => {
    expect(rule && unwaived(rule, files, [waiver])).toEqual([])
    expect(rule && unwaived(rule, files, [{ ...waiver, path: pure }])).toHaveLength(1)
    expect(rule && unwaived(rule, files, [{ ...waiver, rule: 'rooms' }])).toHaveLength(1)
  })

  test('a waiver that is not needed, names no rule or gives no reason is reported', () => {
    expect(idleWaivers(files, [waiver])).toEqual([])
    expect(idleWaivers([source(write, 'let a: unknown')], [waiver])).toHaveLength(1)
    expect(idleWaivers(files, [{ ...waiver, rule: 'no-such-rule' }])).toHaveLength(1)
    expect(idleWaivers(files, [{ ...waiver, reason: 'because' }])).toHaveLength(1)
  })

  test('a finding is said with its place, the reason and the right way', () => {
    expect(findings('loose-types', { [write]: '\nlet a: any' }).map(say)).toEqual([
      `${write}:2  any switches the type checker off. Right: use unknown and narrow it, or a type parameter.`,
    ])
  })

  test('every rule has a case here that breaks it', () => {
    const tested = cases.filter(([, , breaches]) => breaches.length > 0).map(([name]) => name)
    const byName = ['kinds', 'migrations', 'file-names']
    expect(rules.map(({ name }) => name).filter((name) => !tested.includes(name))).toEqual(byName)
  })
})
