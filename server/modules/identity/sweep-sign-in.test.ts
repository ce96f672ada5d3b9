import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobRunner } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'

let office: Office
beforeAll(async () => void (office = await openOffice()))
afterAll(() => office.close())

const left = async (table: string, column: string) =>
  (await office.owner.query<{ what: string }>(`select encode(${column}, 'escape') as what from ${table}`)).rows.map(
    ({ what }) => what,
  )

test('what opened something once is swept away a day after its end, and tries at sign-in when they count no more', async () => {
  const partner = await office.partner('solution_provider')
  for (const [name, ago] of [
    ['long over', '25 hours'],
    ['just over', '23 hours'],
    ['to come', '-1 hour'],
  ]) {
    await office.owner.query(
      `insert into passkey_challenges (challenge_hash, purpose, expires_at) values ($1, 'sign_in', now() - $2::interval)`,
      [name, ago],
    )
    await office.owner.query(
      `insert into password_resets (token_hash, identity_id, mailed, since, expires_at)
       select $1, identity_id, 1, now() - interval '3 days', now() - $2::interval from memberships where member_id = $3`,
      [name, ago, (await office.member(partner, ['viewer'])).memberId],
    )
    await office.owner.query('insert into sign_in_tries values ($1, 10, now() - $2::interval)', [name, ago])
  }

  await jobRunner(office)('sweepSignIn')

  for (const [table, column] of [
    ['passkey_challenges', 'challenge_hash'],
    ['password_resets', 'token_hash'],
    ['sign_in_tries', 'email_hash'],
  ] as const)
    expect(await left(table, column)).toEqual(['just over', 'to come'])
})
