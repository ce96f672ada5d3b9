import { newId } from '#kernel/ids.ts'
import { plainDb } from '#kernel/kernel.ts'
import { makePasswordReset } from '#modules/identity/index.ts'
import { stepAt, totpOf } from '#kernel/totp.ts'
import { newSoftPasskey } from './authenticator.ts'
import type { SoftPasskey, Twist } from './authenticator.ts'
import type { Office } from './office.ts'
import type { Person } from './person.ts'
import { insertRow } from './rows.ts'
import { makeSteppedUp, memberWithPassword, password } from './scene.ts'
import type { Scene, Sent } from './scene.ts'

/** What an authenticator app shows now, or so many steps of thirty seconds from now. */
export function codeOfApp(secret: string, steps = 0): string {
  return totpOf(secret, stepAt(new Date()) + BigInt(steps))
}

/** As if five minutes had passed since a factor was shown. */
async function stepDown({ owner }: Office, { memberId }: Person): Promise<void> {
  await owner.query('update sessions set stepped_up_until = null where member_id = $1', [memberId])
}

/** Begins an authenticator app, as its owner does, and gives its secret. */
export async function beginApp(office: Office, person: Person): Promise<string> {
  await makeSteppedUp(office, person.memberId)
  const begun = await person.call('POST', '/v1/factors/authenticator-app:start', {})
  if (begun.status !== 200) throw new Error(begun.text)
  await stepDown(office, person)
  return String(begun.body['secret'])
}

/** Somebody's authenticator app, as if a code of the step before had enrolled it: the one of now is still good. */
export interface EnrolledApp {
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

export async function enrolApp(office: Office, person: Person): Promise<EnrolledApp> {
  const secret = await beginApp(office, person)
  await makeSteppedUp(office, person.memberId)
  const authenticatorCode = codeOfApp(secret)
  const enrolled = await person.call('POST', '/v1/factors/authenticator-app:confirm', { authenticatorCode })
  if (enrolled.status !== 200) throw new Error(enrolled.text)
  await office.owner.query(
    `update authenticator_apps set last_step = last_step - 1
     where identity_id = (select identity_id from memberships where member_id = $1)`,
    [person.memberId],
  )
  await stepDown(office, person)
  return { secret, recoveryCodes: enrolled.body['recoveryCodes'] as string[] }
}

/** A passkey that the browser has made for somebody and not sent yet. */
export async function makePasskey(office: Office, person: Person, twist: Twist = {}) {
  await makeSteppedUp(office, person.memberId)
  const asked = await person.call('POST', '/v1/passkeys:start', {})
  if (asked.status !== 200) throw new Error(asked.text)
  await stepDown(office, person)
  const passkey = newSoftPasskey()
  return { passkey, made: passkey.attest({ challenge: String(asked.body['challenge']) }, twist) }
}

export async function addPasskey(
  office: Office,
  person: Person,
): Promise<{ readonly passkey: SoftPasskey; readonly passkeyId: string }> {
  const { passkey, made } = await makePasskey(office, person)
  const added = await person.call('POST', '/v1/passkeys', { name: 'Laptop', ...made, transports: ['internal'] })
  if (added.status !== 201) throw new Error(added.text)
  return { passkey, passkeyId: added.body.id }
}

/** Another session of the same person. */
async function addSession({ owner }: Office, { memberId }: Person): Promise<string> {
  const id = newId('session')
  const { rows } = await owner.query<{ identityId: string; accountId: string; channelId: string }>(
    'select identity_id as "identityId", account_id as "accountId", channel_id as "channelId" from memberships where member_id = $1',
    [memberId],
  )
  const [member] = rows
  if (!member) throw new Error('there is no such member')
  const now = new Date()
  await insertRow(owner, 'sessions', {
    ...member,
    memberId,
    id,
    tokenHash: Buffer.from(id),
    startedAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    startedFrom: '192.0.2.7',
    userAgent: 'Mozilla/5.0',
  })
  return id
}

const somebody = ({ office, partner }: Scene) => office.member(partner, ['viewer'])
const withApp = async (scene: Scene): Promise<Sent> => {
  const by = await somebody(scene)
  await enrolApp(scene.office, by)
  return { by, isSteppedUp: true }
}

/** Valid calls of what is about sessions and factors: see `valid-calls.ts`. */
export const factorCalls: Readonly<Record<string, (scene: Scene) => Promise<Sent>>> = {
  listSessions: async ({ partner }) => ({ by: partner.admin }),
  endSession: async (scene) => {
    const by = await somebody(scene)
    return { by, params: { sessionId: await addSession(scene.office, by) } }
  },
  endOtherSessions: async (scene) => ({ by: await somebody(scene), body: {} }),
  getFactors: async ({ partner }) => ({ by: partner.admin }),
  startAuthenticatorApp: async (scene) => ({ by: await somebody(scene), body: {}, isSteppedUp: true }),
  confirmAuthenticatorApp: async (scene) => {
    const by = await somebody(scene)
    const secret = await beginApp(scene.office, by)
    return { by, body: { authenticatorCode: codeOfApp(secret) }, isSteppedUp: true }
  },
  removeAuthenticatorApp: withApp,
  makeRecoveryCodes: async (scene) => ({ ...(await withApp(scene)), body: {} }),
  startPasskey: async (scene) => ({ by: await somebody(scene), body: {}, isSteppedUp: true }),
  addPasskey: async (scene) => {
    const by = await somebody(scene)
    return { by, body: { name: 'Laptop', ...(await makePasskey(scene.office, by)).made, transports: ['internal'] } }
  },
  removePasskey: async (scene) => {
    const by = await somebody(scene)
    return { by, params: { passkeyId: (await addPasskey(scene.office, by)).passkeyId }, isSteppedUp: true }
  },
  startPasskeySignIn: async ({ partner }) => ({ by: partner.admin, body: {} }),
  signInWithPasskey: async (scene) => {
    const by = await somebody(scene)
    const { passkey } = await addPasskey(scene.office, by)
    const asked = await scene.office.anyone('POST', '/v1/sessions:start-passkey', {})
    return { by, body: { passkey: passkey.assert({ challenge: String(asked.body['challenge']) }) } }
  },
  startPasskeyStepUp: async (scene) => {
    const by = await somebody(scene)
    await addPasskey(scene.office, by)
    return { by, body: {} }
  },
  changePassword: async (scene) => ({
    by: await memberWithPassword(scene),
    body: { currentPassword: password, newPassword: 'correct horse battery' },
    isSteppedUp: true,
  }),
  requestPasswordReset: async ({ partner }) => ({ by: partner.admin, body: { email: partner.admin.email } }),
  resetPassword: async (scene) => {
    const by = await somebody(scene)
    const token = await makePasswordReset(plainDb(scene.office.pool), by.email)
    return { by, body: { token, newPassword: 'correct horse battery' } }
  },
  stepUp: async (scene) => ({ by: await somebody(scene), body: {}, purpose: 'step_up' }),
}
