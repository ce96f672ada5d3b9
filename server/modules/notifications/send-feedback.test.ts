import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
let operators: { admins: Person[]; viewer: Person }

beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  const id = newId('account')
  const operator = { id, channelId: id }
  await insertRow(office.owner, 'accounts', { ...operator, kind: 'operator', name: 'Operator', createdAt: new Date() })
  operators = {
    admins: [await office.member(operator, ['admin']), await office.member(operator, ['admin'])],
    viewer: await office.member(operator, ['viewer']),
  }
})
afterAll(() => office.close())

const feedback = { page: '/sales/customers', text: 'The filter for tags is hard to find' }
const send = (call: Call, headers: Record<string, string> = {}) => call('POST', '/v1/feedback', feedback, headers)
const mails = async ({ email }: Person) =>
  (await mailTo(office, email)).filter(({ subject }) => /Feedback/.test(subject))

test('what a member says of a page is mailed to the operator’s administrators, once to each, with who says it', async () => {
  const sales = await office.member(partner, ['sales'])
  const sent = await send(sales.call)
  expect(sent).toMatchObject({ status: 202, body: { sentAt: expect.any(String) } })

  await runJobs(office)

  for (const admin of operators.admins) {
    const [mail, ...more] = await mails(admin)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ subject: 'Feedback on /sales/customers' })
    for (const told of [feedback.text, partner.name, sales.email]) expect(mail?.text).toContain(told)
  }
  for (const other of [operators.viewer, partner.admin, sales]) expect(await mails(other)).toEqual([])
  const { body } = await partner.admin.call('GET', '/v1/audit-events?operation=sendFeedback')
  expect(body.items).toMatchObject([
    { result: 'done', actor: { memberId: sales.memberId }, detail: { page: feedback.page } },
  ])
  expect(JSON.stringify(body)).not.toContain(feedback.text)
})

test('customers, the operator’s own people and delegates are heard too', async () => {
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  const acting = partner.admin.acting(await startActing(partner.admin, customer))
  for (const call of [customer.owner.call, operators.viewer.call, acting]) expect((await send(call)).status).toBe(202)
  const before = (await mails(operators.viewer)).length
  await runJobs(office)
  expect(await mails(operators.viewer)).toHaveLength(before)
  expect((await mails(operators.admins[0] ?? partner.admin)).length).toBeGreaterThanOrEqual(3)
})

test('a retry with the same key is heard once', async () => {
  const viewer = await office.member(partner, ['viewer'])
  const key = { 'idempotency-key': 'feedback-1' }
  const answers = await Promise.all(Array.from({ length: 4 }, () => send(viewer.call, key)))
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202])
  const kept = await office.owner.query('select from feedback where member_id = $1', [viewer.memberId])
  expect(kept.rowCount).toBe(1)
})

test('a member is heard ten times an hour, and has to wait for the next; a colleague has not', async () => {
  const [eager, colleague] = [await office.member(partner, ['sales']), await office.member(partner, ['sales'])]
  for (let count = 0; count < 10; count++) expect((await send(eager.call)).status).toBe(202)
  const refused = await send(eager.call)
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  expect(refused.headers['retry-after']).toBe('3600')
  expect((await send(colleague.call)).status).toBe(202)
  await office.owner.query(`update feedback set sent_at = sent_at - interval '1 hour' where member_id = $1`, [
    eager.memberId,
  ])
  expect((await send(eager.call)).status).toBe(202)
})

test.each([
  ['a page that is no page of the console', { page: 'https://evil.example/x' }],
  ['a page with what was searched there', { page: '/sales/customers?name=Acme' }],
  ['nothing said', { text: ' \n ' }],
  ['a whole book', { text: 'x'.repeat(4001) }],
])('%s is refused', async (_what, wrong) => {
  expect(await partner.admin.call('POST', '/v1/feedback', { ...feedback, ...wrong })).toMatchObject({
    status: 400,
    body: { code: 'bad_request' },
  })
})
