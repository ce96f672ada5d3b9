import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Scope } from '#contract/authorizations.ts'
import { idPrefixes } from '#contract/ids.ts'
import { openPool } from '#kernel/db.ts'
import { transact } from '#kernel/transaction.ts'
import { hasData, loadSampleData } from './load.ts'
import { type LoadedWorld, openWorld, worldNow as now, worldOptions } from './testing/loaded-world.ts'

let world: LoadedWorld
let read: LoadedWorld['read']
let counts: LoadedWorld['counts']
beforeAll(async () => {
  world = await openWorld()
  read = (sql) => world.read(sql)
  counts = (sql) => world.counts(sql)
})
afterAll(() => world.close())

const tables = ['accounts', 'customers', 'orders', 'resources', 'acting_sessions']

describe('volumes', () => {
  test('are fixed', async () => {
    const all = tables.map((table) => `select '${table}' as name, count(*) from ${table}`).join(' union all ')
    expect(await counts(all)).toEqual({
      accounts: 206,
      customers: 200,
      orders: 1500,
      resources: 2000,
      acting_sessions: 12,
    })
    const bySeller = `select p.name, count(*) from customers c join partners p on p.id = c.partner_id group by 1`
    expect(await counts(bySeller)).toEqual({
      'NordCloud Resale': 90,
      'Baltic Cloud Partners': 45,
      'Fjord Systems': 30,
      'Meridian Solutions': 35,
    })
  })

  test('every state of orders, resources, freezes and authorizations is there', async () => {
    expect(await counts('select state as name, count(*) from orders group by 1')).toMatchObject({
      pending_payment: 25,
      failed: 25,
      canceled: 60,
      partially_completed: 10,
    })
    expect(await counts('select state as name, count(*) from order_items group by 1')).not.toHaveProperty('processing')
    const statuses = Object.keys(await counts('select status as name, count(*) from resources group by 1'))
    expect(statuses.toSorted()).toEqual(['closed', 'expired', 'frozen', 'in_use', 'normal'])
    const frozen = `select origin as name, count(*) from freezes where lifted_at is null group by 1`
    expect(await counts(frozen)).toEqual({ automatic: 8, manual: 8, initial: 6 })
    const sources = Object.keys(await counts('select source as name, count(*) from orders group by 1'))
    expect(sources.toSorted()).toEqual(['customer', 'distributor', 'partner'])
    const newest = `select coalesce(state, 'none') as name, count(*) from customers c left join lateral (
      select state from authorizations a where a.customer_id = c.id and a.partner_id = c.partner_id
      order by id desc limit 1) a on true group by 1`
    expect(await counts(newest)).toMatchObject({ none: 90, pending: 20, active: 50, revoked: 10 })
  })

  test('at least twenty-five resources expire within seven days', async () => {
    const soon = `select 'soon' as name, count(*) from resources where status = 'in_use'
      and expires_at > '${now.toISOString()}' and expires_at < timestamptz '${now.toISOString()}' + interval '7 days'`
    expect((await counts(soon))['soon']).toBeGreaterThanOrEqual(25)
  })
})

describe('references', () => {
  test('every id resolves, and lies in the same channel', async () => {
    const targets: Record<string, string> = {
      customer_id: 'customers',
      partner_id: 'partners',
      placed_by_partner_id: 'partners',
      actor_partner_id: 'partners',
      distributor_id: 'partners',
      on_behalf_of: 'customers',
      order_id: 'orders',
      order_item_id: 'order_items',
      resource_id: 'resources',
      limit_id: 'limits',
      authorization_id: 'authorizations',
      acting_session_id: 'acting_sessions',
      association_id: 'associations',
      freeze_id: 'freezes',
      session_id: 'sessions',
      member_id: 'members',
      account_manager_id: 'members',
      placed_by_member_id: 'members',
      actor_member_id: 'members',
      requested_by: 'members',
      decided_by: 'members',
      ended_by: 'members',
      frozen_by: 'members',
      lifted_by: 'members',
      account_id: 'accounts',
    }
    const columns = await read<{ table_name: string; column_name: string }>(`select c.table_name, c.column_name
      from information_schema.columns c join information_schema.columns k using (table_schema, table_name)
      where c.table_schema = 'procura' and k.column_name = 'channel_id'`)
    const checked = columns.filter(({ column_name: column }) => targets[column])
    const broken: unknown[] = []
    for (const { table_name: table, column_name: column } of checked) {
      broken.push(
        ...(await read(`select '${table}.${column}' as broken, a.${column} from ${table} a where a.${column} is not null
          and not exists (select from ${targets[column]} b where b.channel_id = a.channel_id and b.id = a.${column})`)),
      )
    }
    expect(checked.length).toBeGreaterThan(40)
    expect(broken).toEqual([])
  })

  test('a resource stands for each unit of each completed item, and nothing else', async () => {
    const broken = await read(`select i.id from order_items i left join resources r on r.order_item_id = i.id
      group by i.channel_id, i.id having count(r.id) <> case when i.state = 'completed' then i.quantity else 0 end
        or count(r.id) <> coalesce(max(r.unit), 0)`)
    const asked = await read(`select r.id from resources r left join broker_operations o on o.resource_id = r.id
      and o.kind = 'provision' and o.state = 'succeeded' and o.finished_at is not null where o.resource_id is null`)
    expect([...broken, ...asked]).toEqual([])
  })

  test('orders on behalf lie in their acting session, and that in its authorization', async () => {
    const broken = await read(`select o.id from orders o join acting_sessions s on s.id = o.acting_session_id
      join authorizations a on a.id = o.authorization_id
      where s.authorization_id <> a.id or o.placed_at not between s.started_at and s.ended_at
        or s.member_id <> o.placed_by_member_id or s.started_at < a.decided_at or s.ended_at > a.valid_until
        or o.committed_minor > a.max_order_minor`)
    expect(broken).toEqual([])
  })

  test('some grants end within a month, and none of them is to be reminded of once more', async () => {
    const soon = await read<{ days: number; reminded: number | null }>(`select reminded_days as reminded,
      ceil(extract(epoch from valid_until - '${now.toISOString()}') / 86400)::int as days from authorizations
      where state = 'active' and valid_until < timestamptz '${now.toISOString()}' + interval '30 days'`)
    expect(soon.length).toBeGreaterThanOrEqual(4)
    expect(soon.filter(({ days, reminded }) => reminded !== (days > 7 ? 30 : days > 1 ? 7 : 1))).toEqual([])
  })

  test('nothing happens before its account exists, after its freeze, or in the future', async () => {
    const broken = await read(`select o.id from orders o join customers c on c.id = o.customer_id
      left join freezes f on f.id = c.freeze_id
      where o.placed_at < c.associated_at or o.placed_at > f.frozen_at or o.placed_at > '${now.toISOString()}'`)
    const members = await read(`select id from members m where created_at > '${now.toISOString()}'`)
    expect([...broken, ...members]).toEqual([])
  })

  test('ids have the form of all ids and sort by time', async () => {
    const orders = await read<{ id: string; placed_at: Date }>('select id, placed_at from orders order by id')
    const form = new RegExp(`^${idPrefixes.order}_[0-9a-hjkmnp-tv-z]{26}$`)
    expect(orders.every(({ id }) => form.test(id))).toBe(true)
    const times = orders.map(({ placed_at: at }) => at.getTime())
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  })

  test('scopes are what the contract takes', async () => {
    const scopes = await read<{ requested_scope: unknown }>('select requested_scope from authorizations')
    expect(scopes.filter(({ requested_scope: scope }) => !Scope.safeParse(scope).success)).toEqual([])
  })
})

describe('logins', () => {
  const loginsOf = `select l.position, l.authorization_state, l.frozen, i.email, m.roles[1] as role, a.kind, a.name, a.id,
      a.partner_kind, c.partner_id
    from sandbox_logins l join memberships s using (member_id) join identities i on i.id = s.identity_id
    join accounts a on a.id = s.account_id join members m on m.channel_id = s.channel_id and m.id = l.member_id
    left join customers c on c.id = a.id order by l.position`

  test('the first is the admin of a reseller that may act and has room', async () => {
    const [first] = await read<{ id: string }>(loginsOf)
    expect(first).toMatchObject({ role: 'admin', kind: 'partner', partner_kind: 'reseller', name: 'NordCloud Resale' })
    const [may] = await read(`select act_on_behalf, may_freeze, set_budgets from distributor_permissions
      where partner_id = '${String(first?.id)}'`)
    expect(may).toEqual({ act_on_behalf: true, may_freeze: true, set_budgets: true })
    const full = await read(`select id from limits where kind = 'quota' and (reserved + posted) * 2 > maximum`)
    expect(full).toEqual([])
    expect(await read('select from distributor_permissions')).toHaveLength(5)
  })

  test('its first customer without authorization has nothing that stands in the way of the main job', async () => {
    const logins = await read<Record<string, string | boolean>>(loginsOf)
    const reseller = logins[0]?.['id']
    const found = logins.find(
      (one) =>
        one['role'] === 'owner' &&
        one['partner_id'] === reseller &&
        one['authorization_state'] === 'none' &&
        !one['frozen'],
    )
    const [customer] = await read(`
      select c.name, c.mobile, c.currency, c.code_above_minor, c.freeze_id, a.type, l.cadence, l.maximum >= 2500000 as ample,
        s.budget_usage_percent < 5 as is_little, c.associated_at > '2000-01-01' as is_recent,
        (select count(*)::int from freezes f where f.customer_id = c.id and f.origin = 'automatic') as auto_frozen,
        (select count(*)::int from authorizations f where f.customer_id = c.id) as asked
      from customers c join associations a on a.id = c.association_id join limits l on l.customer_id = c.id
      join customer_summaries s on s.customer_id = c.id where c.id = '${String(found?.['id'])}'`)
    expect(customer).toMatchObject({
      name: expect.stringMatching(/^[A-Za-z ]{6,}$/),
      mobile: expect.stringMatching(/\d{4}$/),
      currency: 'USD',
      code_above_minor: null,
      freeze_id: null,
      type: 'reseller',
      cadence: 'monthly',
      ample: true,
      is_little: true,
      is_recent: true,
      auto_frozen: 0,
      asked: 0,
    })
  })

  test('one person is a member of two accounts, and every login works', async () => {
    const twice = await read(`select identity_id from memberships group by 1 having count(*) > 1`)
    const lost = await read(
      'select from sandbox_logins l left join memberships m using (member_id) where m.member_id is null',
    )
    expect([twice.length, lost.length]).toEqual([1, 0])
  })
})

test('the cheapest servers can be had, and some order is larger than an authorization and smaller than a budget', async () => {
  const offers = await read<{ plan_id: string; rate: string }>(`select plan_id, rate from offers
    where plan_id like 'ecs.%' and billing_mode = 'yearly_monthly' and currency = 'USD' order by rate`)
  const prices = offers.map(({ rate }) => Number(rate))
  expect(offers[0]?.plan_id).toBe('ecs.s7.small.1')
  expect(prices[0]).toBeLessThan(10)
  expect(prices.at(-1)).toBeGreaterThan(3000)
  const large = prices.flatMap((price) => [price * 15, price * 60]).find((total) => total > 3000)
  expect(large).toBeLessThan(20_000)
})

test('letters are in two languages, each with the hash of its text', async () => {
  const letters = await read(`select kind, language, version from letters
    where sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex') order by kind, language collate "C"`)
  expect(letters).toEqual(
    ['authorization', 'commitment'].flatMap((kind) =>
      ['en', 'zh-CN'].map((language) => ({ kind, language, version: 1 })),
    ),
  )
})

test('the walls stand: one channel does not see another, and a partner not its neighbour', async () => {
  const pool = openPool(world.database.serverUrl, 1, pino({ level: 'silent' }))
  const [reseller] = await read<{ id: string; channel_id: string }>(
    `select id, channel_id from partners where name = 'Fjord Systems'`,
  )
  const seen = (kind: 'partner' | 'distributor', channelId: string, accountId: string) =>
    transact(pool, { visibility: { kind, channelId, accountId } }, (tx) =>
      tx.first<{ count: bigint }>({ sql: 'select count(*) from procura.customers', parameters: [] }),
    )
  const own = await seen('partner', reseller!.channel_id, reseller!.id)
  const channel = await seen('distributor', reseller!.channel_id, reseller!.channel_id)
  await pool.end()
  expect([own?.count, channel?.count]).toEqual([30n, 165n])
  const open = await read(`select relname from pg_class where relnamespace = 'procura'::regnamespace
    and relrowsecurity and not relforcerowsecurity`)
  expect(open).toEqual([])
})

test('a database with accounts stays as it is', async () => {
  expect(await hasData(world.database.ownerUrl)).toBe(true)
  await loadSampleData({ ...worldOptions, ownerUrl: world.database.ownerUrl, passwordHash: 'another' })
  expect(await counts('select password_hash as name, count(*) from identities group by 1')).not.toHaveProperty(
    'another',
  )
})

test('two processes that start at once load it once, and the same time gives the same rows', async () => {
  const second = await openWorld({ isLoaded: false })
  const { ownerUrl } = second.database
  expect(await hasData(ownerUrl)).toBe(false)
  await Promise.all([1, 2].map(() => loadSampleData({ ...worldOptions, ownerUrl })))
  const sums = [...tables, 'ledger_entries', 'audit_events', 'sandbox_logins', 'offers', 'customer_summaries']
    .map(
      (table) => `select '${table}' as table, md5(string_agg(t::text, ';' order by t::text)) as rows from ${table} t`,
    )
    .join(' union all ')
  expect(await second.read(sums)).toEqual(await read(sums))
  await second.close()
})
