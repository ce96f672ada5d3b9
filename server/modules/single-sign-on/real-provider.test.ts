import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserCookie } from '#kernel/credentials.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { origin } from '#server/testing/person.ts'
import { openRealProvider, walkThrough } from '#server/testing/real-provider.ts'
import type { RealProvider } from '#server/testing/real-provider.ts'
import { memberAt, setUpSingleSignOn } from '#server/testing/single-sign-on.ts'

let office: Office
let partner: PartnerScene
let provider: RealProvider
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  provider = await openRealProvider(`${origin}/sso/${partner.id}`)
})
afterAll(async () => {
  provider.close()
  await office.close()
})

test('a member signs in by a provider that was not made for tests, from the first address to the session', async () => {
  const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
  const person = await memberAt(office, partner, domain, ['sales'])
  const started = await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: person.email })
  const [cookie = ''] = String(started.headers['set-cookie']).split(';')
  expect(cookie).toContain(browserCookie)

  const back = await walkThrough(String(started.body['url']), `${origin}/sso/${partner.id}`)
  const body = { accountId: partner.id, ...Object.fromEntries(back.searchParams) }
  const answer = await office.anyone('POST', '/v1/sessions:finish-single-sign-on', body, { cookie })

  expect(Object.keys(body)).toEqual(['accountId', 'code', 'state', 'iss'])
  expect(answer).toMatchObject({ status: 201, body: { member: { id: person.memberId }, account: { id: partner.id } } })
})

test('an answer in the name of another issuer lets nobody in', async () => {
  const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
  const person = await memberAt(office, partner, domain, ['sales'])
  const comeBack = async (iss: string | undefined) => {
    const started = await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: person.email })
    const [cookie = ''] = String(started.headers['set-cookie']).split(';')
    const back = await walkThrough(String(started.body['url']), `${origin}/sso/${partner.id}`)
    const { code, state } = Object.fromEntries(back.searchParams)
    const body = { accountId: partner.id, code, state, ...(iss === undefined ? {} : { iss }) }
    return (await office.anyone('POST', '/v1/sessions:finish-single-sign-on', body, { cookie })).status
  }
  expect(await comeBack('https://other.example.test')).toBe(403)
  // It says that it names itself in every answer, so one without the name is not its own.
  expect(await comeBack(undefined)).toBe(403)
  expect(await comeBack(provider.issuer)).toBe(201)
})
