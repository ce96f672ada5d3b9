import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Call, Person } from '#server/testing/person.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
})
afterAll(() => office.close())

const nothing = { language: null, theme: null, density: null }
const chosen = { language: 'zh-CN', theme: 'dark', density: 'compact' }
const choose = (call: Call, preferences: unknown) => call('PUT', '/v1/sessions/current/preferences', preferences)
const known = async (call: Call) => (await call('GET', '/v1/sessions/current')).body['preferences']

/** The same member, signed in once more somewhere else. */
async function elsewhere({ memberId, accountId }: Person): Promise<Call> {
  const token = newToken()
  await office.owner.query(
    `insert into sessions (token_hash, id, identity_id, member_id, account_id, channel_id, started_at, last_used_at, expires_at)
     select $1, $2, identity_id, member_id, account_id, channel_id, now(), now(), now() + interval '1 hour'
     from memberships where member_id = $3 and account_id = $4`,
    [hashOfToken(token), newId('session'), memberId, accountId],
  )
  return callerOf(office.app, token)
}

test('a member who has chosen nothing has no preferences; what they choose is there wherever they sign in', async () => {
  const sales = await office.member(partner, ['sales'])
  expect(await known(sales.call)).toEqual(nothing)

  const set = await choose(sales.call, chosen)

  expect(set).toMatchObject({ status: 200, body: chosen })
  expect(await known(await elsewhere(sales))).toEqual(chosen)
})

test('setting them again replaces all of them, and null leaves one to the browser again', async () => {
  const viewer = await office.member(partner, ['viewer'])
  await choose(viewer.call, chosen)
  expect((await choose(viewer.call, { ...nothing, theme: 'light' })).status).toBe(200)
  expect(await known(viewer.call)).toEqual({ ...nothing, theme: 'light' })
  for (const wrong of [{ theme: 'dark' }, { ...chosen, theme: 'pink' }, { ...chosen, font: 'serif' }])
    expect(await choose(viewer.call, wrong)).toMatchObject({ status: 400, body: { code: 'bad_request' } })
  expect(await known(viewer.call)).toEqual({ ...nothing, theme: 'light' })
})

test('they are one member’s own: colleagues, customers and other partners keep theirs', async () => {
  const customer = await office.customer(partner)
  const stranger = await office.partner('solution_provider')
  const others = [partner.admin, customer.owner, stranger.admin]
  for (const { call } of others) await choose(call, { ...nothing, language: 'en' })
  const finance = await office.member(partner, ['finance'])
  await choose(finance.call, chosen)
  for (const { call } of others) expect(await known(call)).toEqual({ ...nothing, language: 'en' })
  expect(await known(finance.call)).toEqual(chosen)
})

test('two tabs that choose at once leave one of the two choices, whole', async () => {
  const admin = await office.member(partner, ['admin'])
  const light = { language: 'en', theme: 'light', density: 'comfortable' }
  const answers = await Promise.all(Array.from({ length: 8 }, (_, tab) => choose(admin.call, tab % 2 ? light : chosen)))
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
  expect([light, chosen]).toContainEqual(await known(admin.call))
})
