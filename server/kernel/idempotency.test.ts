import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobRunner } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'

let office: Office
beforeAll(async () => void (office = await openOffice()))
afterAll(() => office.close())

test('a key is kept for thirty days, in every channel, and then forgotten with its answer', async () => {
  const [one, other] = [await office.partner('solution_provider'), await office.partner('solution_provider')]
  for (const { id, channelId, admin } of [one, other])
    for (const days of [29, 31, 90])
      await office.owner.query(
        `insert into idempotency_keys
         (channel_id, account_id, caller_id, operation, scope_id, key, request_hash, status, response, created_at)
         values ($1, $2, $3, 'placeOrder', $2, $4, '\\x00', 201, '{}', now() - $5 * interval '1 day')`,
        [channelId, id, admin.memberId, `${days} days`, days],
      )

  await jobRunner(office)('sweepIdempotencyKeys')

  const left = await office.owner.query('select channel_id, key from idempotency_keys order by channel_id')
  expect(left.rows).toEqual(
    [one.channelId, other.channelId].toSorted().map((channel_id) => ({ channel_id, key: '29 days' })),
  )
})
