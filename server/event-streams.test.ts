import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxStreamsOfMember, streamEnded } from '#contract/event-stream.ts'
import { mostUnknownMs } from '#kernel/streams.ts'
import { atOnceMs } from './testing/figures.ts'
import { orderOf } from './testing/orders.ts'
import { startActing } from './testing/scene.ts'
import { openTwin } from './testing/twin.ts'
import { openDeal, openStage, watchActing, watchAs } from './testing/watched-deal.ts'
import type { Stage } from './testing/watched-deal.ts'
import type { Watcher } from './testing/watcher.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const namesOf = ({ told }: Watcher) => told.map(({ type }) => type.replace(/^io\.procura\.|\.v1$/g, ''))

describe('what is told', () => {
  test('whoever may read it hears what happens to the customer, whichever server did it, and nothing but ids', async () => {
    const deal = await openDeal(stage)
    const watchers = [
      await watchAs(stage.twin.server, deal.customer.owner, deal.customer),
      await watchAs(stage.twin.server, stage.reseller.admin, deal.customer),
      await watchActing(stage.twin.server, deal),
    ]

    const path = `/v1/customers/${deal.customer.id}/orders`
    const placed = await deal.sales.acting(deal.actingSessionId)('POST', path, orderOf(1))

    expect(placed.status).toBe(201)
    for (const watcher of watchers) {
      await expect.poll(() => namesOf(watcher)).toContain('order.placed')
      expect(watcher.told[0]).toMatchObject({ data: { customerId: deal.customer.id, orderId: placed.body.id } })
      expect(Object.keys(watcher.told[0]?.data ?? {}).sort()).toEqual(['customerId', 'orderId'])
      expect(watcher.told[0]?.time).toMatch(/Z$/)
      watcher.leave()
    }
  })

  test('nobody hears of another customer, nor of what they may not read', async () => {
    const deal = await openDeal(stage)
    const scoped = await stage.office.customer(stage.reseller)
    await stage.office.authorize(scoped, stage.reseller, { actions: ['view_resources'] })
    const owner = await watchAs(stage.office.app, scoped.owner, scoped)
    const narrow = { ...deal, customer: scoped, actingSessionId: await startActing(deal.sales, scoped) }
    // What was told of this once is told to nobody who listens later.
    await expect.poll(() => namesOf(owner)).toEqual(['acting_session.started'])
    const elsewhere = await watchAs(stage.office.app, deal.customer.owner, deal.customer)
    const delegate = await watchActing(stage.office.app, narrow)
    const above = await watchAs(stage.office.app, stage.distributor.admin, scoped)

    const path = `/v1/customers/${scoped.id}/orders`
    await scoped.owner.call('POST', path, orderOf(1))
    await startActing(stage.reseller.admin, scoped)

    await expect
      .poll(() => namesOf(owner))
      .toEqual(['acting_session.started', 'order.placed', 'acting_session.started'])
    await sleep(100)
    expect(namesOf(delegate)).toEqual(['acting_session.started'])
    // A distributor sees its reseller's orders; the reseller's acting sessions are the reseller's own.
    expect(namesOf(above)).toEqual(['order.placed'])
    expect(namesOf(elsewhere)).toEqual([])
    for (const watcher of [elsewhere, delegate, owner, above]) watcher.leave()
  })

  test('a stream is not use: it keeps no acting session from idling out', async () => {
    const deal = await openDeal(stage)
    const long = `update acting_sessions set last_used_at = now() - interval '10 minutes' where id = $1`
    await stage.office.owner.query(long, [deal.actingSessionId])

    const watcher = await watchActing(stage.office.app, deal)
    await stage.office.owner.query('update customers set name = name where id = $1', [deal.customer.id])
    await sleep(600)

    const { rows } = await stage.office.owner.query<{ idle: boolean }>(
      `select last_used_at < now() - interval '9 minutes' as idle from acting_sessions where id = $1`,
      [deal.actingSessionId],
    )
    expect(rows).toEqual([{ idle: true }])
    // That acting began may be told late; that the stream ended must not be.
    expect(watcher.told.map(({ type }) => type)).not.toContain(streamEnded)
    watcher.leave()
  })
})

describe('what bounds streams', () => {
  test('a member has so many at once and no more, and one that is left makes room', async () => {
    const { customer, sales } = await openDeal(stage)
    const open = () => watchAs(stage.office.app, sales, customer)
    const watchers = await Promise.all(Array.from({ length: maxStreamsOfMember }, open))
    expect(watchers.map(({ status }) => status)).toEqual(watchers.map(() => 200))

    expect((await open()).status).toBe(429)

    watchers[0]?.leave()
    await expect.poll(async () => (await open()).status).toBe(200)
    const other = await watchAs(stage.office.app, stage.reseller.admin, customer)
    expect(other.status).toBe(200)
    for (const watcher of [...watchers, other]) watcher.leave()
  })

  test('when the connection that hears news is lost, streams end and say so, and new ones open', async () => {
    const { customer } = await openDeal(stage)
    const watcher = await watchAs(stage.office.app, customer.owner, customer)

    await stage.office.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'procura news' and datname = current_database()`,
    )

    expect((await watcher.over)?.data['code']).toBe('unavailable')
    await expect.poll(async () => (await watchAs(stage.office.app, customer.owner, customer)).status).toBe(200)
  })

  test('while the database does not answer, no stream goes on', async () => {
    const third = await openTwin(stage.office, { unknownMs: mostUnknownMs })
    const { customer } = await openDeal(stage)
    const watcher = await watchAs(third.server, customer.owner, customer)
    const blocker = await stage.office.owner.connect()
    await blocker.query('begin; lock table clock in access exclusive mode')
    const blockedAt = performance.now()

    const last = await watcher.over

    expect(last?.data['code']).toBe('unavailable')
    expect((last?.cameAt ?? Infinity) - blockedAt).toBeLessThan(1.5 * atOnceMs)
    await blocker.query('rollback')
    blocker.release()
    await third.close()
  })

  test('a server that stops ends its streams first, and waits for none of them', async () => {
    const third = await openTwin(stage.office)
    const { customer } = await openDeal(stage)
    const watcher = await watchAs(third.server, customer.owner, customer)

    const stoppedAt = performance.now()
    await third.close()

    expect(performance.now() - stoppedAt).toBeLessThan(2.5 * atOnceMs)
    expect((await watcher.over)?.data['code']).toBe('unavailable')
  })
})
