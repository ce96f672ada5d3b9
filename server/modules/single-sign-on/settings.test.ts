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
  claimDomain,
  finish,
  freshDomain,
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
  partner = await office.partner('solution_provider')
})

const settings = async ({ call }: Person = partner.admin) => (await call('GET', '/v1/single-sign-on')).body
const put = async (issuer: string, call = partner.admin.call): Promise<Answer> => {
  await makeSteppedUp(office, partner.admin.memberId)
  return call('PUT', '/v1/single-sign-on/provider', { issuer, clientId, clientSecret })
}
const verify = async (admin: Person, id: string): Promise<Answer> => {
  await makeSteppedUp(office, admin.memberId)
  return admin.call('POST', `/v1/single-sign-on/domains/${id}:verify`, {})
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

  test('its secret is in no answer, no log and no event, and opens in no other row', async () => {
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
  const back = (person: Person, says = {}) => goAndComeBack(office, provider, person.email, says)
})

describe('a domain', () => {
  test('counts once its DNS says so, and its record can be read again', async () => {
    const { id, domain, name, value } = await claimDomain(office, partner.admin)
    expect(name).toBe(`_procura-challenge.${domain}`)
    expect(value).toMatch(/^procura-verification=[\w-]{43}$/)
    expect(await settings()).toMatchObject({ domains: [{ id, domain, verifiedAt: null, record: { name, value } }] })

    const answer = await verify(partner.admin, id)

    expect(answer.status).toBe(200)
    expect(answer.body['verifiedAt']).toMatch(/^2/)
  })

  test('does not count before, nor by another’s record, and who asks is told what is wrong', async () => {
    await setProvider(office, partner.admin, provider.issuer)
    const other = await office.partner('solution_provider')
    const { id, domain, name } = await claimDomain(office, partner.admin)
    const theirs = await claimDomain(office, other.admin, domain)
    const unproven = (why: string) => ({ status: 409, body: { code: 'domain_unproven', why } })
    const start = () => office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: `a@${domain}` })

    expect(await verify(partner.admin, id)).toMatchObject(unproven('no_record'))
    office.names.texts.delete(name)
    expect(await verify(partner.admin, id)).toMatchObject(unproven('no_record'))
    office.names.texts.set(name, null)
    expect(await verify(partner.admin, id)).toMatchObject(unproven('no_answer'))
    expect(await start()).toMatchObject({ status: 422 })

    office.names.texts.set(name, [theirs.value])
    expect((await verify(other.admin, theirs.id)).status).toBe(200)
  })

  test('is one account’s: another that proves it waits until it is given up', async () => {
    const { domain, id, value } = await verifyDomain(office, partner.admin)
    const other = await office.partner('solution_provider')
    const theirs = await claimDomain(office, other.admin, domain)
    office.names.texts.set(theirs.name, [value, theirs.value])
    expect(await verify(other.admin, theirs.id)).toMatchObject({ status: 409, body: { code: 'domain_taken' } })

    await makeSteppedUp(office, partner.admin.memberId)
    await partner.admin.call('DELETE', `/v1/single-sign-on/domains/${id}`)

    expect((await verify(other.admin, theirs.id)).status).toBe(200)
    expect(await settings()).toMatchObject({ domains: [] })
  })

  test('of two accounts that prove it at once one has it', async () => {
    const domain = freshDomain()
    const others = await Promise.all([1, 2, 3, 4].map(() => office.partner('solution_provider')))
    const claims = await Promise.all(others.map(({ admin }) => claimDomain(office, admin, domain)))
    office.names.texts.set(
      `_procura-challenge.${domain}`,
      claims.map(({ value }) => value),
    )
    const answers = await Promise.all(others.map(({ admin }, at) => verify(admin, claims[at]?.id ?? '')))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
  })

  test('is claimed once, at most twenty are, and what is no domain is none', async () => {
    const add = (domain: string) => partner.admin.call('POST', '/v1/single-sign-on/domains', { domain })
    const wrong = ['', 'localhost', '192.0.2.1', 'a_b.test', '-a.test', 'a..test', 'a.test.', 'x@a.test', 'ä.test']
    for (const domain of wrong) expect([domain, (await add(domain)).status]).toEqual([domain, 400])
    expect(await add('Mixed.Case.Test')).toMatchObject({ status: 201, body: { domain: 'mixed.case.test' } })
    expect(await add('mixed.case.test')).toMatchObject({ status: 409, body: { code: 'domain_present' } })
    for (let at = 1; at < 20; at++) expect((await add(`d${at}.test`)).status).toBe(201)
    expect(await add('d20.test')).toMatchObject({ status: 409, body: { code: 'domain_limit_reached', limit: 20 } })
  })

  test('below another is another: only that which stands behind the @ lets in', async () => {
    const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
    for (const email of [`a@sub.${domain}`, `a@${domain.slice(1)}`, `a@x${domain}`])
      expect(await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email })).toMatchObject({
        status: 422,
        body: { code: 'single_sign_on_unavailable' },
      })
  })
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
