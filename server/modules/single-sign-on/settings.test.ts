import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOutgoing } from '#kernel/outgoing.ts'
import { buildApp } from '#server/app.ts'
import { clientId, clientSecret, openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider, Misdeeds } from '#server/testing/forging-provider.ts'
import { mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { callerOf, origin } from '#server/testing/person.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import { secret } from '#server/testing/secret.ts'
import {
  finish,
  goAndComeBack,
  memberAt,
  setProvider,
  setUpSingleSignOn,
  verifyDomain,
} from '#server/testing/single-sign-on.ts'

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  provider = await openForgingProvider()
})
afterAll(async () => {
  provider.close()
  await office.close()
})
beforeEach(async () => {
  provider.misdeeds = {}
  provider.clientId = clientId
  partner = await office.partner('solution_provider')
})

const settings = async ({ call }: Person = partner.admin) => (await call('GET', '/v1/single-sign-on')).body
const put = async (issuer: string, call = partner.admin.call): Promise<Answer> => {
  await makeSteppedUp(office, partner.admin.memberId)
  return call('PUT', '/v1/single-sign-on/provider', { issuer, clientId, clientSecret })
}
const unfit = (why: string) => ({ status: 422, body: { code: 'identity_provider_unfit', why } })

describe('the provider', () => {
  test('is set once it has answered for itself, and then shown without its secret', async () => {
    expect(await put(provider.issuer)).toMatchObject({ status: 200, body: { issuer: provider.issuer, clientId } })
    expect(await settings()).toMatchObject({ provider: { issuer: provider.issuer, clientId }, domains: [] })
  })

  test.each<[string, Misdeeds, string]>([
    ['that names another issuer', { otherIssuer: 'https://login.example.test' }, 'issuer_differs'],
    ['that has no place to redeem a code', { noTokenEndpoint: true }, 'no_code_flow'],
    ['that fails', { status: 500 }, 'unreachable'],
    ['that sends elsewhere', { status: 302 }, 'unreachable'],
    ['that never ends', { bytes: 400_000 }, 'unreachable'],
  ])('%s is refused, and the one before stays', async (_, misdeeds, why) => {
    await put(provider.issuer)
    const before = await settings()
    provider.misdeeds = misdeeds

    expect(await put(provider.issuer)).toMatchObject(unfit(why))

    expect(provider.asked).not.toContain('/elsewhere')
    expect(await settings()).toEqual(before)
  })

  test('that nobody is at is refused', async () => {
    expect(await put('http://127.0.0.1:1')).toMatchObject(unfit('unreachable'))
    expect(await put('http://nobody.invalid')).toMatchObject(unfit('unreachable'))
  })

  test('is asked for nobody who may not set it', async () => {
    const viewer = await office.member(partner, ['viewer'])
    const before = provider.asked.length
    const body = { issuer: provider.issuer, clientId, clientSecret }
    await makeSteppedUp(office, viewer.memberId)
    expect((await viewer.call('PUT', '/v1/single-sign-on/provider', body)).status).toBe(403)
    expect(await partner.admin.call('PUT', '/v1/single-sign-on/provider', body)).toMatchObject({
      body: { code: 'step_up_needed' },
    })
    expect(provider.asked.length).toBe(before)
  })

  test('that does not answer when somebody wants to sign in is said to be away, and nothing is kept', async () => {
    const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
    provider.misdeeds = { status: 503 }
    const email = `somebody@${domain}`
    const count = async () => (await office.owner.query('select from single_sign_on_attempts')).rowCount
    const before = await count()

    const answer = await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email })

    expect(answer).toMatchObject({ status: 503, body: { code: 'identity_provider_unavailable' } })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(await count()).toBe(before)
  })

  test('that says nothing of whether an e-mail is verified is trusted where an administrator said so, and no denial is', async () => {
    const own = await verifyDomain(office, partner.admin)
    await setProvider(office, partner.admin, provider.issuer, { acceptsUnverifiedEmails: true })
    const { email } = await memberAt(office, partner, own.domain, ['sales'])
    const saying = async (emailVerified: unknown) =>
      (await finish(office, await goAndComeBack(office, provider, email, { email_verified: emailVerified }))).status

    expect(await settings()).toMatchObject({ provider: { acceptsUnverifiedEmails: true } })
    expect(await saying(undefined)).toBe(201)
    for (const denied of [false, 'false', null, 1]) expect(await saying(denied)).toBe(403)

    await setProvider(office, partner.admin, provider.issuer)
    expect(await settings()).toMatchObject({ provider: { acceptsUnverifiedEmails: false } })
    expect(await saying(undefined)).toBe(403)
    const { body } = await partner.admin.call('GET', '/v1/audit-events?limit=100')
    const set = body.items.filter(({ operation }) => operation === 'setIdentityProvider')
    expect(set.map(({ detail }) => (detail as { acceptsUnverifiedEmails: boolean }).acceptsUnverifiedEmails)).toEqual([
      false,
      true,
    ])
  })

  test('keeps whom it knows by name while it is the same client’s, and forgets them when that is another', async () => {
    const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
    const { email } = await memberAt(office, partner, domain, ['sales'])
    const comeAs = async (sub: string, aud: string) =>
      (await finish(office, await goAndComeBack(office, provider, email, { sub, aud }))).status
    expect(await comeAs('pairwise-one', clientId)).toBe(201)

    await setProvider(office, partner.admin, provider.issuer)
    expect(await comeAs('pairwise-two', clientId)).toBe(403)

    provider.clientId = 'another-client'
    await setProvider(office, partner.admin, provider.issuer, { clientId: provider.clientId })
    expect(await comeAs('pairwise-two', provider.clientId)).toBe(201)
  })

  test('its secret is in no answer, no log and no event', async () => {
    const lines: string[] = []
    const sink = new Writable({ write: (line: Buffer, _, done) => (lines.push(line.toString()), done()) })
    const app = await buildApp({
      pool: office.pool,
      log: pino({ level: 'trace' }, sink),
      secret,
      outgoing: openOutgoing({ privateNetworks: true, dnsServers: [office.names.address] }),
      trustProxy: false,
      publicOrigin: origin,
      plainHttpOffLoopback: false,
      sandbox: false,
      checkAnswers: true,
    })
    const answers = [
      await put(provider.issuer, callerOf(app, partner.admin.token)),
      await callerOf(app, partner.admin.token)('GET', '/v1/single-sign-on'),
    ]
    const { domain } = await verifyDomain(office, partner.admin)
    const person = await memberAt(office, partner, domain, ['sales'])
    answers.push(await finish({ ...office, anyone: callerOf(app, undefined) }, await back(person)))
    answers.push(await finish({ ...office, anyone: callerOf(app, undefined) }, await back(person, { aud: 'x' })))
    await runJobs(office)
    answers.push(await partner.admin.call('GET', '/v1/audit-events?limit=100'))
    await app.close()

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 403, 200])
    expect(lines.join('')).toContain('single sign-on was refused')
    const kept = await office.owner.query('select * from identity_providers')
    const told = [answers.map(({ text }) => text), lines, JSON.stringify(kept.rows)].flat().join('\n')
    expect(told).toContain(clientId)
    expect(told).not.toContain(clientSecret)
  })

  test('its secret opens in no other row', async () => {
    const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
    const other = await office.partner('solution_provider')
    await setProvider(office, other.admin, provider.issuer)
    const start = async () => office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: `a@${domain}` })
    const sealed = 'select sealed_secret from identity_providers where account_id = $1'
    expect((await start()).status).toBe(200)

    await office.owner.query(`update identity_providers set sealed_secret = (${sealed}) where account_id = $2`, [
      other.id,
      partner.id,
    ])

    expect((await start()).status).toBe(500)
  })
  const back = (person: Person, says = {}) => goAndComeBack(office, provider, person.email, says)
})

test('a beginning tells the same of a member as of nobody', async () => {
  const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
  const member = await memberAt(office, partner, domain, ['sales'])
  const start = async (email: string) => {
    const { status, body } = await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email })
    const { searchParams, origin: at, pathname } = new URL(String(body['url']))
    return { status, at, pathname, names: [...searchParams.keys()] }
  }
  expect(await start(member.email)).toEqual(await start(`nobody@${domain}`))
})

test('every administrator is told of each change, by whom, and so are a customer’s owners', async () => {
  const customer = await office.customer(partner)
  const colleague = await office.member(partner, ['admin'])
  const viewer = await office.member(partner, ['viewer'])
  const domain = await setUpSingleSignOn(office, partner.admin, provider)
  await makeSteppedUp(office, partner.admin.memberId)
  await partner.admin.call('DELETE', `/v1/single-sign-on/domains/${domain.id}`)
  await partner.admin.call('DELETE', '/v1/single-sign-on/provider')
  await setProvider(office, customer.owner, provider.issuer)
  await runJobs(office)

  const subjects = async ({ email }: Person) => (await mailTo(office, email)).map(({ subject }) => subject)
  const all = ['An identity provider was set', 'A domain was verified', 'A domain was removed']
  expect((await subjects(colleague)).sort()).toEqual([...all, 'Your identity provider was removed'].sort())
  expect(await subjects(partner.admin)).toHaveLength(4)
  expect(await subjects(viewer)).toEqual([])
  expect(await subjects(customer.owner)).toEqual(['An identity provider was set'])
  const told = await mailTo(office, colleague.email)
  expect(told.every(({ text }) => /Person \d+ has (set|had|removed)/.test(text))).toBe(true)
})
