import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import { takeTurns, TooMuchAtOnce } from './concurrency.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ lockTimeoutMs: 20_000 })
  await insertCatalog(office.owner, { small: { monthly: '10', hourly: '0.02' } })
})
afterAll(() => office.close())

const placeOrder = ({ id, owner }: CustomerScene) => owner.call('POST', `/v1/customers/${id}/orders`, orderOf(1))

test('of persons whose commands all wait for a lock, each leaves connections to others', async () => {
  const partner = await office.partner('solution_provider')
  const [crowded, other] = [await office.customer(partner), await office.customer(partner)]
  const holder = await office.owner.connect()
  await holder.query('begin')
  await holder.query('select from customers where id = $1 for update', [crowded.id])
  let answered = 0
  const count = <T>(answer: T): T => {
    answered++
    return answer
  }
  const changeTags = () => partner.admin.call('PUT', `/v1/customers/${crowded.id}/tags`, { tags: ['slow'] })
  const orders = Array.from({ length: 20 }, () => placeOrder(crowded).then(count))
  const changes = Array.from({ length: 20 }, () => changeTags().then(count))
  const waiting = async () => {
    const { rows } = await office.owner.query(
      `select count(distinct pid)::int as locks from pg_locks join pg_stat_activity using (pid)
       where not granted and datname = current_database()`,
    )
    return { ...rows[0], connections: office.pool.waitingCount }
  }
  // Of eight connections half are for the orders of one, and a quarter for the changes of the other.
  await expect.poll(waiting, { timeout: 5000 }).toEqual({ locks: 6, connections: 0 })

  expect((await placeOrder(other)).status).toBe(201)
  expect(answered).toBe(0)

  await holder.query('commit')
  holder.release()
  expect((await Promise.all(orders)).map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(Array(20).fill(200))
})

test('turns are taken in the order in which they were asked for, by each for itself', async () => {
  const takeTurn = takeTurns(60_000)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const take = (whom: string, name: string) =>
    takeTurn(whom, 1, async () => {
      begun.push(name)
      await new Promise<void>((end) => ends.set(name, end))
    })
  const first = take('one', 'first')
  const [second, third] = [take('one', 'second'), take('one', 'third')]
  const elsewhere = take('other', 'elsewhere')
  expect(begun).toEqual(['first', 'elsewhere'])

  ends.get('first')?.()
  await first
  await expect.poll(() => begun).toEqual(['first', 'elsewhere', 'second'])
  ends.get('second')?.()
  await second
  await expect.poll(() => begun.at(-1)).toBe('third')
  ends.get('third')?.()
  ends.get('elsewhere')?.()
  await Promise.all([third, elsewhere])
})

test('what has failed gives its turn on, and what waits too long is not begun', async () => {
  const takeTurn = takeTurns(20)
  let fail: (error: Error) => void = () => undefined
  const failing = takeTurn('one', 1, () => new Promise<never>((_, reject) => (fail = reject)))
  const late = takeTurn('one', 1, async () => 'begun')
  await expect(late).rejects.toBeInstanceOf(TooMuchAtOnce)

  const next = takeTurn('one', 1, async () => 'next')
  fail(new Error('failed'))
  await expect(failing).rejects.toThrow('failed')
  expect(await next).toBe('next')
})
