import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Call, Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import {
  callerFrom,
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
  partner = await office.partner('solution_provider')
})

const settings = async ({ call }: Person = partner.admin) => (await call('GET', '/v1/single-sign-on')).body
const verify = async (admin: Person, id: string): Promise<Answer> => {
  await makeSteppedUp(office, admin.memberId)
  return admin.call('POST', `/v1/single-sign-on/domains/${id}:verify`, {})
}

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

  test('of another account is none to whoever asks, whether its DNS says so or not', async () => {
    const other = await office.partner('solution_provider')
    const { id, name } = await claimDomain(office, partner.admin)
    const none = { status: 404, body: { code: 'not_found' } }
    expect(await verify(other.admin, id)).toMatchObject(none)
    office.names.texts.delete(name)
    expect(await verify(other.admin, id)).toMatchObject(none)
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

  test('that has gone over to other hands is theirs who prove it, and whoever it was before loses what stood on it', async () => {
    const { domain, id, name } = await setUpSingleSignOn(office, partner.admin, provider)
    const kept = await verifyDomain(office, partner.admin)
    const [gone, stays] = [
      await memberAt(office, partner, domain, ['sales']),
      await memberAt(office, partner, kept.domain, ['sales']),
    ]
    const comeIn = async ({ email }: Person) =>
      callerFrom(office, await finish(office, await goAndComeBack(office, provider, email)))
    const [goneIn, staysIn] = [await comeIn(gone), await comeIn(stays)]
    const late = await goAndComeBack(office, provider, gone.email)
    const other = await office.partner('solution_provider')
    const theirs = await claimDomain(office, other.admin, domain)

    office.names.texts.set(name, [theirs.value])
    expect((await verify(other.admin, theirs.id)).status).toBe(200)

    expect(await settings()).toMatchObject({
      domains: expect.arrayContaining([expect.objectContaining({ id, domain, verifiedAt: null })]) as unknown,
    })
    const current = async (call: Call) => (await call('GET', '/v1/sessions/current')).status
    expect([await current(goneIn), await current(staysIn)]).toEqual([401, 200])
    expect((await finish(office, late)).status).toBe(403)

    await runJobs(office)
    const { body } = await partner.admin.call('GET', '/v1/audit-events?limit=100')
    const lost = body.items.find(({ detail }) => (detail as { lost?: true }).lost)
    expect(lost).toMatchObject({ operation: 'verifyDomain', subjects: [id], detail: { domain, lost: true } })
    const mails = (await mailTo(office, partner.admin.email)).filter(({ subject }) => subject === 'A domain was lost')
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(domain)
    expect(JSON.stringify([mails, lost])).not.toMatch(new RegExp(`${other.id}|${other.name}\\b`))
    expect((await verify(partner.admin, id)).body).toMatchObject({ code: 'domain_unproven' })
  })

  test('of several who take it over at once one has it, and it is lost once', async () => {
    const { domain, name } = await verifyDomain(office, partner.admin)
    const others = await Promise.all([1, 2, 3].map(() => office.partner('solution_provider')))
    const claims = await Promise.all(others.map(({ admin }) => claimDomain(office, admin, domain)))
    const values = claims.map(({ value }) => value)
    office.names.texts.set(name, values)

    const answers = await Promise.all(others.map(({ admin }, at) => verify(admin, claims[at]?.id ?? '')))

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    await runJobs(office)
    const subjects = (await mailTo(office, partner.admin.email)).map(({ subject }) => subject)
    expect(subjects.filter((subject) => subject === 'A domain was lost')).toHaveLength(1)
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
