import { newId } from '#kernel/ids.ts'
import { hashOfCode } from '#modules/identity/providers.ts'
import type { Office } from './office.ts'
import type { Answer, Person } from './person.ts'
import { sendForm } from './program-keys.ts'
import { firstOf, firstPerson } from './race-scene.ts'
import type { Scene } from './race-scene.ts'

const code = '123456'

/** A verification code that is good for one use. */
async function codeFor({ owner }: Office, { memberId }: Person, purpose: string): Promise<string> {
  const id = newId('code')
  await owner.query(
    `insert into verification_codes (id, member_id, purpose, code_hash, created_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + interval '5 minutes')`,
    [id, memberId, purpose, hashOfCode(id, code)],
  )
  return code
}

/** One way to take away what orders stand on. */
export interface Ending {
  readonly name: string
  /** Whether it ends what the first lane's orders stand on alone, and the others must go on. */
  readonly firstLaneOnly: boolean
  /** Whether acting goes on: then only orders are stopped. */
  readonly actingStays?: true
  /** Whose lane comes first, where it is not now this one's and now that one's. */
  readonly first?: 'person' | 'program'
  /** How orders are refused from then on, where that is not 403. */
  readonly refusedBy?: 401 | 403
  /** Prepares it; what comes back sends it once, and may be called again when it was answered `busy`. */
  prepare(scene: Scene): Promise<() => Promise<Pick<Answer, 'status' | 'text'>>>
  /** Gives back what other scenes need too. */
  undo?(scene: Scene): Promise<unknown>
}

const everything = { actOnBehalf: true, freeze: true, setBudgets: true, budgetQuota: null }
const withdraw = ({ track: { distributor, reseller } }: Scene, actOnBehalf: boolean) =>
  distributor.admin.call('PUT', `/v1/resellers/${reseller.id}/permission`, { ...everything, actOnBehalf })

async function setRoles({ track: { office }, lanes }: Scene, roles: string) {
  await office.owner.query('update members set roles = $1 where id = $2', [roles, lanes[0]?.memberId])
  return { status: 200, text: '' }
}

/** What ends the right of whoever acts. */
export const rightEndings: readonly Ending[] = [
  {
    name: 'the authorization is revoked',
    firstLaneOnly: false,
    async prepare({ track: { office }, customer, authorizationId }) {
      const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
      const body = { reason: 'The race is over', verificationCode }
      return () => customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, body)
    },
  },
  {
    name: 'the customer is frozen',
    firstLaneOnly: false,
    actingStays: true,
    async prepare({ track: { office, reseller }, customer }) {
      const verificationCode = await codeFor(office, reseller.admin, 'freeze_customer')
      const body = { scope: 'account', reason: 'The race is over', verificationCode }
      return () => reseller.admin.call('PUT', `/v1/customers/${customer.id}/freeze`, body)
    },
  },
  {
    name: 'the member is demoted',
    firstLaneOnly: true,
    prepare: async (scene) => () => setRoles(scene, '{viewer}'),
    undo: (scene) => setRoles(scene, '{sales}'),
  },
  {
    name: 'the distributor withdraws acting on behalf',
    firstLaneOnly: false,
    prepare: async (scene) => () => withdraw(scene, false),
    undo: (scene) => withdraw(scene, true),
  },
  {
    name: 'a renewal takes its place',
    firstLaneOnly: false,
    async prepare({ track: { office, reseller }, customer, authorizationId }) {
      const path = `/v1/customers/${customer.id}/authorizations/${authorizationId}:renew`
      const asked = await reseller.admin.call('POST', path, { message: 'On we go', commitmentLetterAccepted: true })
      if (asked.status !== 201) throw new Error(asked.text)
      const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
      const body = { authorizationLetterAccepted: true, approvalMode: 'automatic', verificationCode }
      return () => customer.owner.call('POST', `/v1/authorizations/${asked.body.id}:approve`, body)
    },
  },
  {
    name: 'the customer ends the acting session',
    firstLaneOnly: true,
    prepare:
      async ({ customer, lanes }) =>
      () =>
        customer.owner.call('DELETE', `/v1/acting-sessions/${lanes[0]?.actingSessionId}`),
  },
  {
    name: 'the member leaves',
    firstLaneOnly: true,
    prepare: async (scene) => () =>
      firstPerson(scene).call('DELETE', `/v1/acting-sessions/${firstOf(scene).actingSessionId}`),
  },
  {
    name: 'the member opens another acting session',
    firstLaneOnly: true,
    prepare: async (scene) => {
      const path = `/v1/customers/${scene.customer.id}/acting-sessions`
      return () => firstPerson(scene).call('POST', path, { reason: 'Another race' })
    },
  },
  {
    name: 'a found token is given up',
    firstLaneOnly: true,
    first: 'program',
    prepare: async (scene) => {
      const token = String(firstOf(scene).headers['authorization']).replace('Bearer ', '')
      return () => sendForm(scene.track.office, '/oauth/revoke', { token })
    },
  },
]
