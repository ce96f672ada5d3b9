import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from './sandbox/sample-data/chance.ts'
import { endings, openTrack, runRace, sendOrder, setScene } from './testing/race.ts'
import type { Race, Track } from './testing/race.ts'

const isProof = process.env['PROVE'] === '1'
const rounds = isProof ? 50 : 5
const ordersPerRound = 200

let track: Track
beforeAll(async () => {
  track = await openTrack()
})
afterAll(() => track.close())

const sorted = (ids: Iterable<string>) => [...ids].sort()

/** Every order answered 201 is there, and no other one. */
function expectAnswersToBeTrue({ orders, atTheEnd }: Race): void {
  const placed = orders.filter(({ answer }) => answer.status === 201).map(({ answer }) => answer.body.id as string)
  expect(sorted(placed)).toEqual(sorted(atTheEnd.keys()))
}

test.each(endings)(
  '$name: of 200 orders racing it through two servers none commits after its answer',
  async (ending) => {
    const chance = chanceFrom(4711)
    const sum = { before: 0, refused: 0, underWay: 0, goneOn: 0 }
    for (let round = 0; round < rounds; round++) {
      const scene = await setScene(track, chance.happens(0.5))
      const race = await runRace(scene, ending, chance, ordersPerRound)
      expect([200, 204], race.ending.text).toContain(race.ending.status)
      expectAnswersToBeTrue(race)
      const isOver = (lane: number) => !ending.firstLaneOnly || lane === 0
      const over = (orders: Map<string, number>) => sorted([...orders].filter(([, lane]) => isOver(lane)).map(([id]) => id))
      expect(over(race.atTheEnd)).toEqual(over(race.atTheAnswer))
      const stopped = race.orders.filter(({ lane }) => isOver(lane)).map(({ answer }) => answer)
      const others = race.orders.filter(({ lane }) => !isOver(lane)).map(({ answer }) => answer)
      expect(stopped.map(({ status }) => status).filter((status) => status !== 201 && status !== 403)).toEqual([])
      expect(others.map(({ status }) => status).filter((status) => status !== 201)).toEqual([])
      sum.before += over(race.atTheEnd).length
      sum.refused += stopped.filter(({ status }) => status === 403).length
      sum.underWay += race.underWay
      sum.goneOn += others.length
    }
    process.stdout.write(`${ending.name}: ${rounds} rounds ${JSON.stringify(sum)}\n`)
    // A race that one side always won would prove nothing.
    expect(Math.min(sum.before, sum.refused, sum.underWay)).toBeGreaterThan(0)
  },
  600_000,
)

test.each(endings)(
  '$name: it is answered though orders never stop coming',
  async (ending) => {
    const scene = await setScene(track, true)
    const end = await ending.prepare(scene)
    const state = { ended: false, placed: 0 }
    const statuses = new Map<number, number>()
    const ordering = Array.from({ length: 12 }, async (_, place) => {
      while (!state.ended) {
        const { status } = await sendOrder(scene, place % 4, Math.floor(place / 4) % 2)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 201) state.placed++
      }
    })
    await expect.poll(() => state.placed, { timeout: 20_000 }).toBeGreaterThan(50)
    const since = performance.now()
    const answers = [await end()]
    while (answers.at(-1)?.status === 409 && answers.length < 10) answers.push(await end())
    process.stdout.write(`${ending.name}: ${answers.map(({ status }) => status)} ${performance.now() - since} ${JSON.stringify([...statuses])}\n`)
    state.ended = true
    await Promise.all(ordering)
    await ending.undo?.(scene)
    expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([])
  },
  120_000,
)
