import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
})
afterAll(() => office.close())

const ask = (person: Person, subjectId?: string) =>
  person.call('POST', '/v1/verification-codes', { purpose: 'freeze_customer', ...(subjectId ? { subjectId } : {}) })

async function mailedCodes({ email }: Person): Promise<string[]> {
  await runJobs(office)
  const mails = await mailTo(office, email)
  return mails.toReversed().flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? [])
}

async function freeze(person: Person, { id }: CustomerScene, verificationCode = ''): Promise<number> {
  const body = { scope: 'account', reason: 'Overdue', verificationCode }
  return (await person.call('PUT', `/v1/customers/${id}/freeze`, body)).status
}

test('a newer code for the same purpose and subject takes the place of the older one', async () => {
  const customer = await office.customer(partner)
  await ask(partner.admin, customer.id)
  const [older] = await mailedCodes(partner.admin)
  await ask(partner.admin, customer.id)
  const [, newer] = await mailedCodes(partner.admin)

  expect(await freeze(partner.admin, customer, older)).toBe(403)
  expect(await freeze(partner.admin, customer, newer)).toBe(200)
  // The newer one is used up, which does not bring the older one back.
  expect(await freeze(partner.admin, customer, older)).toBe(403)
})

test('a code for another subject, for none, or of another member stays good', async () => {
  const [one, other, third] = [
    await office.customer(partner),
    await office.customer(partner),
    await office.customer(partner),
  ]
  const [admin, colleague] = [await office.member(partner, ['admin']), await office.member(partner, ['admin'])]
  // Mailed one after the other, for the queue sends several at once in whatever order.
  const newestCode = async (person: Person, subjectId?: string) => {
    await ask(person, subjectId)
    return (await mailedCodes(person)).at(-1)
  }
  const forOne = await newestCode(admin, one.id)
  const forAny = await newestCode(admin)
  const forColleague = await newestCode(colleague, one.id)
  const forOther = await newestCode(admin, other.id)
  expect(await freeze(admin, one, forOne)).toBe(200)
  expect(await freeze(admin, third, forAny)).toBe(200)
  expect(await freeze(admin, other, forOther)).toBe(200)
  expect(await freeze(colleague, one, forColleague)).toBe(200)
})

test('of several that are asked for at once one is good, and one is mailed', async () => {
  const customer = await office.customer(partner)
  const admin = await office.member(partner, ['admin'])
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(admin, customer.id)))
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(202))
  const codes = await mailedCodes(admin)
  expect(codes).toHaveLength(1)
  expect(await freeze(admin, customer, codes[0])).toBe(200)
})

test('a member may ask ten times in the time that one code is good, also at once', async () => {
  const admin = await office.member(partner, ['admin'])
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(admin)))
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
})

test('and thirty times in an hour, so that nobody has codes made to guess at', async () => {
  const admin = await office.member(partner, ['admin'])
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(admin)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
    await office.owner.query(
      `update verification_codes set created_at = created_at - interval '6 minutes' where member_id = $1`,
      [admin.memberId],
    )
  }
  expect(await ask(admin)).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  await office.owner.query(
    `update verification_codes set created_at = created_at - interval '43 minutes' where member_id = $1`,
    [admin.memberId],
  )
  expect((await ask(admin)).status).toBe(202)
})
