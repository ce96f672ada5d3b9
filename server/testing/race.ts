import { setTimeout as sleep } from 'node:timers/promises'
import { streamEnded } from '#contract/event-stream.ts'
import type { Chance } from '../sandbox/sample-data/chance.ts'
import { itemOf } from './catalog.ts'
import { atOnceMs } from './figures.ts'
import type { Answer } from './person.ts'
import type { Ending } from './race-endings.ts'
import type { Scene } from './race-scene.ts'
import { watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

/** A stream that is still open so long after its end stays open. */
const patienceMs = 5 * atOnceMs
const order = {
  items: [itemOf('small')],
  quotedTotal: { amount: '10.00', currency: 'USD' },
  payment: 'now',
}

/** Sends one order in a lane, through one of the two servers. */
export async function sendOrder({ customer, lanes }: Scene, lane: number, server: number): Promise<Answer> {
  const call = lanes[lane]?.calls[server]
  if (!call) throw new Error('there is no such lane')
  return call('POST', `/v1/customers/${customer.id}/orders`, order)
}

/** The ids of the committed orders of some lanes. */
async function committedOrders({ track: { office }, customer, lanes }: Scene): Promise<Map<string, number>> {
  const { rows } = await office.owner.query<{ id: string; acting_session_id: string }>(
    'select id, acting_session_id from orders where customer_id = $1',
    [customer.id],
  )
  const laneOf = new Map(lanes.map(({ actingSessionId }, lane) => [actingSessionId, lane]))
  return new Map(rows.map(({ id, acting_session_id }) => [id, laneOf.get(acting_session_id) ?? -1]))
}

export interface Race {
  readonly orders: { lane: number; answer: Answer }[]
  readonly ending: Pick<Answer, 'status' | 'text'>
  /** The orders that were committed as soon as the ending was answered. */
  readonly atTheAnswer: Map<string, number>
  /** How many orders had been sent and not yet answered then. */
  readonly underWay: number
  readonly atTheEnd: Map<string, number>
  /** How long after the answer each stream that was to end, of every lane at each server, was over; or never. */
  readonly streamsOverMs: readonly number[]
  /** How many streams of those that must go on were over. */
  readonly streamsLost: number
}

/** An event stream of a lane at one of the servers, and whether the ending is its end. */
interface WatchedLane {
  readonly watcher: Watcher
  readonly mustEnd: boolean
}

async function watchLanes({ track, customer, lanes }: Scene, ending: Ending): Promise<WatchedLane[]> {
  const all = lanes.flatMap(({ headers }, place) => {
    const mustEnd = !ending.actingStays && (place === 0 || !ending.firstLaneOnly)
    return track.servers.map(async (server) => ({ watcher: await watch(server, customer.id, headers), mustEnd }))
  })
  return Promise.all(all)
}

/** Waits for the streams that must end, and then leaves those that go on. */
async function endsOf(watched: readonly WatchedLane[], answeredAt: number) {
  const [ending, staying] = [true, false].map((due) => watched.filter(({ mustEnd }) => mustEnd === due))
  const streamsOverMs = await Promise.all(
    (ending ?? []).map(async ({ watcher }) => {
      const last = await Promise.race([watcher.over, sleep(patienceMs, undefined)])
      return last ? last.cameAt - answeredAt : Infinity
    }),
  )
  const lost = (staying ?? []).filter(({ watcher }) => watcher.told.some(({ type }) => type === streamEnded))
  for (const { watcher } of watched) watcher.leave()
  return { streamsOverMs, streamsLost: lost.length }
}

/** Fewer at a time than the servers have connections, so that the ending meets the orders in the database. */
const ordersAtATime = 12

/** Sends orders, and an ending somewhere among them. */
export async function runRace(scene: Scene, ending: Ending, chance: Chance, orders: number): Promise<Race> {
  const end = await ending.prepare(scene)
  const watchers = await watchLanes(scene, ending)
  const answers: Race['orders'][number][] = []
  const position = chance.between(orders / 10, orders / 2)
  const reached = Promise.withResolvers<void>()
  let sent = 0
  const place = async (_: unknown, client: number) => {
    const lane = client % scene.lanes.length
    const server = Math.floor(client / scene.lanes.length) % 2
    while (sent < orders) {
      if (++sent >= position) reached.resolve()
      await sleep(chance.between(0, 4))
      answers.push({ lane, answer: await sendOrder(scene, lane, server) })
    }
  }
  const racing = Promise.all(Array.from({ length: ordersAtATime }, place))
  await reached.promise
  const answer = await end()
  const answeredAt = performance.now()
  const underWay = sent - answers.length
  const atTheAnswer = await committedOrders(scene)
  await racing
  const streams = await endsOf(watchers, answeredAt)
  const atTheEnd = await committedOrders(scene)
  await ending.undo?.(scene)
  return { orders: answers, ending: answer, atTheAnswer, underWay, atTheEnd, ...streams }
}
