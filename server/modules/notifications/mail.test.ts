import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor, jobRunner, mailTo, retryJobsNow, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene

beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  customer = await office.customer(partner)
})
afterAll(() => office.close())

const newest = async (email: string) => (await mailTo(office, email))[0]

async function request(message = 'For ticket 123456'): Promise<string> {
  const asked = await partner.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
    message,
    scope: { actions: ['view_orders'], maxOrderAmount: { amount: '250000.00', currency: 'USD' } },
    commitmentLetterAccepted: true,
  })
  await runJobs(office)
  return asked.body.id
}

test('both sides are told of every change of an authorization, and no code is in it', async () => {
  const colleague = await office.member(partner, ['admin'])
  const viewer = await office.member(customer, ['viewer'])
  const both = [customer.owner.email, partner.admin.email]
  const expectNews = async (subject: RegExp) => {
    for (const email of both) {
      const mail = await newest(email)
      expect(mail?.subject).toMatch(subject)
      expect(mail?.text).not.toMatch(/\b\d{6}\b/)
    }
  }
  const canceled = await request()
  expect((await newest(customer.owner.email))?.text).toContain('250,000.00 USD')
  await expectNews(/asks for authorization|Your request/)
  await partner.admin.call('POST', `/v1/authorizations/${canceled}:cancel`)
  await runJobs(office)
  await expectNews(/taken its request back/)

  const rejected = await request()
  const decide = async (id: string, verb: string, purpose: string, body: object) => {
    const verificationCode = await codeFor(office, customer.owner, purpose)
    await customer.owner.call('POST', `/v1/authorizations/${id}:${verb}`, { ...body, verificationCode })
    await runJobs(office)
  }
  await decide(rejected, 'reject', 'decide_authorization', { reason: 'Number 987654 is enough' })
  await expectNews(/refused/)
  const active = await request()
  const consent = { authorizationLetterAccepted: true, approvalMode: 'automatic' }
  await decide(active, 'approve', 'decide_authorization', consent)
  await expectNews(/has authorized/)
  await decide(active, 'revoke', 'revoke_authorization', { reason: 'Enough' })
  await expectNews(/revoked/)
  expect(await mailTo(office, colleague.email)).toEqual([])
  expect(await mailTo(office, viewer.email)).toEqual([])
})

test('the owners are told when somebody acts in their account', async () => {
  const other = await office.customer(partner)
  const second = await office.member(other, ['owner'])
  await office.authorize(other, partner)
  await partner.admin.call('POST', `/v1/customers/${other.id}/acting-sessions`, { reason: 'Ticket 424242' })
  await runJobs(office)
  for (const { email } of [other.owner, second]) {
    const mails = await mailTo(office, email)
    expect(mails).toMatchObject([{ subject: `${partner.name} acts in your account` }])
    expect(mails[0]?.text).toContain('Ticket 424 242')
  }
})

test('a code is mailed to whoever asked for it, and is nowhere at rest but in that mail', async () => {
  const code = await codeFor(office, customer.owner, 'decide_authorization')
  const kept = await newest(customer.owner.email)
  expect(kept?.text.match(/\b\d{6}\b/g)).toEqual([code])
  const jobs = await office.owner.query('select code_hash from verification_codes order by created_at desc limit 1')
  expect((jobs.rows[0] as { code_hash: Buffer }).code_hash).toHaveLength(32)
})

test('mail goes by SMTP where there is a server, and is tried again when it does not take it', async () => {
  const taken: { to: string[]; text: string }[] = []
  let refusals = 1
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => (text += part.toString()))
      stream.on('end', () => {
        if (refusals-- > 0) return done(Object.assign(new Error('Later'), { responseCode: 451 }))
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  const smtp = { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Procura <procura@example.test>' }
  const person = await office.member(customer, ['owner'])
  await person.call('POST', '/v1/verification-codes', { purpose: 'decide_authorization' })

  await expect(runJobs(office, [], smtp)).rejects.toThrow('451')
  expect(taken).toEqual([])
  await retryJobsNow(office)
  await runJobs(office, [], smtp)

  await new Promise<void>((done) => server.close(done))
  expect(taken).toMatchObject([{ to: [person.email] }])
  expect(taken[0]?.text).toMatch(/^From: Procura <procura@example.test>\r$/m)
  expect(taken[0]?.text).toMatch(/^Subject: Your verification code\r$/m)
  expect(taken[0]?.text).toMatch(/^\d{6}\r$/m)
})

test('mail that the sandbox keeps is shown for thirty days', async () => {
  for (const days of [29, 31])
    await office.owner.query(
      `insert into kept_mail (recipient, subject, text, sent_at)
       values ('old@example.test', $1, '', now() - $2 * interval '1 day')`,
      [`${days} days`, days],
    )
  await jobRunner(office)('sweepKeptMail')
  expect((await mailTo(office, 'old@example.test')).map(({ subject }) => subject)).toEqual(['29 days'])
})
