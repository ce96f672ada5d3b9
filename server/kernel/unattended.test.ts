import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { insertKey } from '#server/testing/program-keys.ts'
import { openDeal, openStage } from '#server/testing/watched-deal.ts'
import type { Deal, Stage } from '#server/testing/watched-deal.ts'

let stage: Stage
let deal: Deal
beforeAll(async () => {
  stage = await openStage()
  deal = await openDeal(stage)
})
afterAll(() => stage.close())

beforeEach(async () => {
  await stage.office.owner.query(`update sessions set last_used_at = now() - interval '10 minutes'`)
  await stage.office.owner.query(`update acting_sessions set last_used_at = now() - interval '10 minutes'`)
})

/** Which of the two were used within the last minute. */
async function used({ actingSessionId } = deal): Promise<Record<string, boolean>> {
  const { rows } = await stage.office.owner.query<Record<string, boolean>>(
    `select s.last_used_at > now() - interval '1 minute' as own, a.last_used_at > now() - interval '1 minute' as acting
     from acting_sessions a join sessions s on s.id = a.session_id where a.id = $1`,
    [actingSessionId],
  )
  return rows[0] ?? {}
}

const tab = (headers: Record<string, string>) => ({ ...headers, 'acting-session': deal.actingSessionId })
const customer = () => `/v1/customers/${deal.customer.id}`

test('what a page asks with nobody at it is answered, and marks neither the session nor the acting session used', async () => {
  const { status, body } = await deal.sales.call('GET', customer(), undefined, tab({ unattended: 'true' }))
  expect({ status, id: body.id }).toEqual({ status: 200, id: deal.customer.id })
  // A use is noted beside the request: once a later one of somebody else's is noted, this one would be.
  const later = await openDeal(stage)
  await stage.office.owner.query(`update acting_sessions set last_used_at = now() - interval '10 minutes'`)
  await later.sales.acting(later.actingSessionId)('GET', `/v1/customers/${later.customer.id}`)
  await expect.poll(() => used(later)).toMatchObject({ acting: true })
  expect(await used()).toEqual({ own: false, acting: false })
})

test.each([{}, { unattended: '' }, { unattended: 'false' }])('with %j it marks both', async (headers) => {
  await deal.sales.call('GET', customer(), undefined, tab(headers))
  await expect.poll(() => used()).toEqual({ own: true, acting: true })
})

test('a program is no page: when its key was last used is told whatever it says', async () => {
  const { id, secret } = await insertKey(stage.office, deal.sales, ['customers:read'])
  const headers = { authorization: `Bearer ${secret}`, unattended: 'true' }
  expect((await stage.office.anyone('GET', customer(), undefined, headers)).status).toBe(200)
  const usedAt = async () => {
    const { rows } = await stage.office.owner.query<{ at: Date | null }>(
      'select last_used_at as at from api_keys where id = $1',
      [id],
    )
    return rows[0]?.at
  }
  await expect.poll(usedAt).not.toBeNull()
})

test('nothing that changes something goes unmarked', async () => {
  const preferences = { language: 'en', theme: null, density: null }
  const { status } = await deal.sales.call('PUT', '/v1/sessions/current/preferences', preferences, {
    unattended: 'true',
  })
  expect(status).toBe(200)
  await expect.poll(() => used()).toMatchObject({ own: true })
})
