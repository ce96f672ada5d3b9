import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from './sandbox/sample-data/chance.ts'
import { atOnceMs, isProof, tellFigures } from './testing/figures.ts'
import { credentialEndings } from './testing/credential-endings.ts'
import { runRace, sendOrder } from './testing/race.ts'
import type { Race } from './testing/race.ts'
import { rightEndings } from './testing/race-endings.ts'
import type { Ending } from './testing/race-endings.ts'
import { openTrack, setScene } from './testing/race-scene.ts'
import type { Track } from './testing/race-scene.ts'

/** In a proof many races, each of which is an order of its own among the orders; else a few, of many orders. */
const rounds = isProof ? 350 : 4
const ordersPerRound = isProof ? 60 : 200
const streamMs = 'ms until the last stream was over'
const limitMs = 1_200_000
const endings = [...rightEndings, ...credentialEndings]

let track: Track
beforeAll(async () => {
  track = await openTrack()
})
afterAll(() => track.close())

const sorted = (ids: Iterable<string>) => [...ids].sort()
const statusesBut = (answers: readonly { status: number }[], ...expected: number[]) =>
  answers.map(({ status }) => status).filter((status) => !expected.includes(status))

/** What one race must have kept to; gives what happened to the orders that the ending was about. */
function judge(
  { orders, atTheAnswer, atTheEnd, streamsOverMs, streamsLost }: Race,
  { firstLaneOnly, refusedBy = 403 }: Ending,
) {
  const placed = orders.filter(({ answer }) => answer.status === 201).map(({ answer }) => answer.body.id)
  expect(sorted(placed)).toEqual(sorted(atTheEnd.keys()))
  const isOver = (lane: number) => !firstLaneOnly || lane === 0
  const over = (committed: Map<string, number>) =>
    sorted([...committed].filter(([, lane]) => isOver(lane)).map(([id]) => id))
  expect(over(atTheEnd)).toEqual(over(atTheAnswer))
  expect(streamsOverMs.filter((ms) => ms > atOnceMs)).toEqual([])
  expect(streamsLost).toBe(0)
  const stopped = orders.filter(({ lane }) => isOver(lane)).map(({ answer }) => answer)
  const others = orders.filter(({ lane }) => !isOver(lane)).map(({ answer }) => answer)
  expect(statusesBut(stopped, 201, refusedBy)).toEqual([])
  expect(statusesBut(others, 201)).toEqual([])
  return {
    committed: over(atTheEnd).length,
    refused: stopped.filter(({ status }) => status === refusedBy).length,
    untouched: others.length,
  }
}

test.each(endings)(
  '$name: of the orders racing it through two servers none commits after its answer, and none other is lost',
  async (ending) => {
    const chance = chanceFrom(4711)
    const sum = { rounds, orders: 0, committed: 0, refused: 0, untouched: 0, underWay: 0, [streamMs]: 0 }
    for (let round = 0; round < rounds; round++) {
      const isProgramFirst = ending.first ? ending.first === 'program' : round % 2 === 1
      const scene = await setScene(track, chance.happens(0.5), isProgramFirst)
      const race = await runRace(scene, ending, chance, ordersPerRound)
      expect(statusesBut([race.ending], 200, 201, 204)).toEqual([])
      const { committed, refused, untouched } = judge(race, ending)
      sum.orders += race.orders.length
      sum.committed += committed
      sum.refused += refused
      sum.untouched += untouched
      sum.underWay += race.underWay
      sum[streamMs] = Math.max(sum[streamMs], ...race.streamsOverMs.map(Math.round))
    }
    tellFigures(ending.name, sum)
    // Races that one side always won would prove nothing.
    expect(Math.min(sum.committed, sum.refused, sum.underWay)).toBeGreaterThan(0)
  },
  limitMs,
)

/** How an operation says to try again, and the token endpoints. */
const busy = [409, 503]
/** How often an ending may be told to try again before it must have come through. */
const mostTries = 5

test.each(endings)(
  '$name: it comes through although orders never stop coming',
  async (ending) => {
    const scene = await setScene(track, true, ending.first === 'program')
    const end = await ending.prepare(scene)
    const state = { isOver: false, placed: 0 }
    const ordering = Array.from({ length: 24 }, async (_, client) => {
      while (!state.isOver) {
        const { status } = await sendOrder(scene, client % 4, Math.floor(client / 4) % 2)
        if (status === 201) state.placed++
      }
    })
    await expect.poll(() => state.placed, { timeout: 20_000 }).toBeGreaterThan(50)
    const before = state.placed
    let tries = 1
    let answer = await end()
    for (; busy.includes(answer.status) && tries < mostTries; tries++) answer = await end()
    const during = state.placed - before
    state.isOver = true
    await Promise.all(ordering)
    await ending.undo?.(scene)
    tellFigures(`${ending.name}, under orders that never stop`, { tries, 'orders committed while it waited': during })
    expect(statusesBut([answer], 200, 201, 204)).toEqual([])
  },
  limitMs,
)
