import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atOnceMs } from './testing/figures.ts'
import { exchange, makeKey } from './testing/program-keys.ts'
import { makeCode, startActing } from './testing/scene.ts'
import { openDeal, openStage, watchActing } from './testing/watched-deal.ts'
import type { Deal, Stage } from './testing/watched-deal.ts'
import { watch } from './testing/watcher.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** Something that a delegate's stream stands on, how it ends, and what the last event says. */
interface Ending {
  readonly what: string
  readonly end: (deal: Deal) => Promise<unknown>
  readonly code: string
  readonly failed?: string
}

const sql =
  (text: string, idOf: (deal: Deal) => string): Ending['end'] =>
  (deal) =>
    stage.office.owner.query(text, [idOf(deal)])

const endings: Ending[] = [
  {
    what: 'the authorization is revoked',
    end: async ({ customer, authorizationId }) => {
      const verificationCode = await makeCode(stage.office, customer.owner.memberId, 'revoke_authorization')
      const body = { reason: 'Enough', verificationCode }
      return customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, body)
    },
    code: 'not_allowed',
    failed: 'authorization',
  },
  {
    what: 'the customer ends the acting session',
    end: ({ customer, actingSessionId }) => customer.owner.call('DELETE', `/v1/acting-sessions/${actingSessionId}`),
    code: 'acting_session_over',
    failed: 'acting_session',
  },
  {
    what: 'the member switches back',
    end: ({ sales, actingSessionId }) => sales.call('DELETE', `/v1/acting-sessions/${actingSessionId}`),
    code: 'acting_session_over',
    failed: 'acting_session',
  },
  {
    what: 'the member opens another one for the same customer',
    end: ({ sales, customer }) => startActing(sales, customer),
    code: 'acting_session_over',
    failed: 'acting_session',
  },
  {
    what: 'the member signs out',
    end: ({ sales }) => sales.call('DELETE', '/v1/sessions/current'),
    code: 'session_missing',
  },
  {
    what: 'the distributor withdraws acting on behalf',
    end: async () => {
      const path = `/v1/resellers/${stage.reseller.id}/permission`
      const body = { actOnBehalf: false, freeze: true, setBudgets: true, budgetQuota: null }
      return stage.distributor.admin.call('PUT', path, body)
    },
    code: 'not_allowed',
    failed: 'distributor_permission',
  },
  {
    what: 'the member is demoted',
    end: sql(`update members set roles = '{viewer}' where id = $1`, ({ sales }) => sales.memberId),
    code: 'not_allowed',
    failed: 'role',
  },
  {
    what: 'the membership is taken away',
    end: sql('update members set active = false where id = $1', ({ sales }) => sales.memberId),
    code: 'not_allowed',
    failed: 'member',
  },
  {
    what: 'the member’s session runs out',
    end: sql('update sessions set expires_at = now() where member_id = $1', ({ sales }) => sales.memberId),
    code: 'session_missing',
  },
  {
    what: 'the acting session runs out',
    end: sql('update acting_sessions set expires_at = now() where id = $1', ({ actingSessionId }) => actingSessionId),
    code: 'acting_session_over',
    failed: 'acting_session',
  },
  {
    what: 'the acting session idles out',
    end: sql(
      `update acting_sessions set last_used_at = now() - interval '15 minutes' where id = $1`,
      ({ actingSessionId }) => actingSessionId,
    ),
    code: 'acting_session_over',
    failed: 'acting_session',
  },
  {
    what: 'the authorization runs out',
    end: sql('update authorizations set valid_until = now() where id = $1', ({ authorizationId }) => authorizationId),
    code: 'not_allowed',
    failed: 'authorization',
  },
  {
    what: 'the association ends',
    end: sql('update associations set ended_at = now() where customer_id = $1', ({ customer }) => customer.id),
    code: 'not_allowed',
    failed: 'association',
  },
]

describe('a delegate’s stream ends in both servers, and its last event says why', () => {
  test.each(endings)('when $what', async ({ end, code, failed }) => {
    const deal = await openDeal(stage)
    const watchers = [await watchActing(stage.office.app, deal), await watchActing(stage.twin.server, deal)]
    expect(watchers.map(({ status }) => status)).toEqual([200, 200])

    await end(deal)

    const endedAt = performance.now()
    for (const { over } of watchers) {
      const last = await over
      expect(last?.data['code']).toBe(code)
      const reasons = (last?.data['reasons'] ?? []) as { failed: string }[]
      expect(reasons.map((reason) => reason.failed)).toEqual(failed ? [failed] : [])
      expect((last?.cameAt ?? Infinity) - endedAt).toBeLessThan(atOnceMs)
    }
    await stage.office.owner.query('update distributor_permissions set act_on_behalf = true')
  })

  test('when the API key behind its token is revoked', async () => {
    const { customer, sales } = await openDeal(stage)
    const { id, secret } = await makeKey(stage.office, sales, ['acting:start', 'customers:read', 'acting:read'])
    const { token } = await exchange(stage.office, secret, customer)
    const bearer = { authorization: `Bearer ${token}` }
    const watchers = [
      await watch(stage.office.app, customer.id, bearer),
      await watch(stage.twin.server, customer.id, bearer),
    ]

    await sales.call('DELETE', `/v1/api-keys/${id}`)

    const endedAt = performance.now()
    for (const { over } of watchers) {
      const last = await over
      expect(last?.data['code']).toBe('session_missing')
      expect((last?.cameAt ?? Infinity) - endedAt).toBeLessThan(atOnceMs)
    }
  })
})
