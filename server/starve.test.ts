import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTrack, sendOrder, setScene } from './testing/race.ts'
import type { Track } from './testing/race.ts'
let track: Track
beforeAll(async () => { track = await openTrack() })
afterAll(() => track.close())
test.each([12, 16, 24, 48])('starve %i', async (clients) => {
    const scene = await setScene(track, true)
    const state = { ended: false, placed: 0 }
    const ordering = Array.from({ length: clients }, async (_, place) => {
      while (!state.ended) {
        const { status } = await sendOrder(scene, place % 4, Math.floor(place / 4) % 2)
        if (status === 201) state.placed++
      }
    })
    await expect.poll(() => state.placed, { timeout: 20_000 }).toBeGreaterThan(50)
    const times: number[] = []
    const p0 = state.placed, t0 = performance.now()
    for (let i = 0; i < 5; i++) {
      const since = performance.now()
      const c = await track.office.owner.connect()
      await c.query('begin'); 
      await c.query("set local lock_timeout = '20s'")
      try { await c.query('select 1 from authorizations where id = $1 for update', [scene.authorizationId]) } catch (e) { times.push(-1) }
      await c.query('commit'); c.release()
      times.push(Math.round(performance.now() - since))
    }
    process.stdout.write(`clients ${clients}: waits ${times} orders/s ${(state.placed - p0) / (performance.now() - t0) * 1000}\n`)
    state.ended = true
    await Promise.all(ordering)
}, 300_000)
