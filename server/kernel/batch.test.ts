import { expect, test } from 'vitest'
import { batch } from './batch.ts'

const insert = (table: string, ...parameters: unknown[]) => ({
  sql: `insert into "procura"."${table}" values (${parameters.map((_, place) => `$${place + 1}`).join(', ')})`,
  parameters,
})
const job = { sql: 'select procura.enqueue($1, $2::json) as "enqueued"', parameters: ['order.placed', '{}'] }

test('writes on different tables become one statement with its parameters in order', () => {
  const [only, ...rest] = batch([insert('orders', 'a', 'b'), insert('audit_events', 'c'), job])
  expect(rest).toEqual([])
  expect(only).toEqual({
    sql:
      'with w0 as (insert into "procura"."orders" values ($1, $2)), w1 as (insert into "procura"."audit_events" values ($3)) ' +
      'select (select procura.enqueue($4, $5::json) as "enqueued")',
    parameters: ['a', 'b', 'c', 'order.placed', '{}'],
  })
})

test('a second write on a table begins a new statement, since parts of one do not see each other', () => {
  const update = { sql: 'update "procura"."orders" set state = $1', parameters: ['paid'] }
  expect(batch([insert('orders', 1), update, insert('audit_events', 2)]).map(({ sql }) => sql.slice(0, 7))).toEqual([
    'insert ',
    'with w0',
  ])
})

test('a write that reads another table, and any other statement, travels by itself and in its place', () => {
  const reading = { sql: 'insert into "procura"."a" select id from "procura"."b"', parameters: [] }
  const select = { sql: 'select procura.move_quotas($1)', parameters: [1] }
  const sent = batch([insert('x', 1), reading, insert('y', 2), select, insert('z', 3)])
  expect(sent.map(({ parameters }) => parameters)).toEqual([[1], [], [2], [1], [3]])
})

test('several jobs of one command are enqueued by one statement', () => {
  expect(batch([job, insert('orders', 1), job])).toHaveLength(1)
})
