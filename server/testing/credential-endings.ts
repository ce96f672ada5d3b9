import { hash } from '@node-rs/argon2'
import { plainDb } from '#kernel/kernel.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { makePasswordReset } from '#modules/identity/index.ts'
import { inject } from './inject.ts'
import type { Office } from './office.ts'
import { callerOf, origin } from './person.ts'
import type { Call, Person } from './person.ts'
import type { Ending } from './race-endings.ts'
import { firstPerson, renewFirst } from './race-scene.ts'
import type { Scene } from './race-scene.ts'

const password = 'correct horse'
const newPassword = 'correct horse battery staple'

/** Ends what one person shows, in whose lane orders are then nobody's. */
const ofFirst = (first: 'person' | 'program', name: string, prepare: Ending['prepare']): Ending => ({
  name,
  firstLaneOnly: true,
  first,
  refusedBy: 401,
  prepare,
  undo: renewFirst,
})

/** What ends the session or the key by which somebody acts: orders are refused as nobody's. */
export const credentialEndings: readonly Ending[] = [
  ofFirst('program', 'the API key is revoked', async ({ lanes: [first] }) => async () => {
    if (!first?.apiKeyId) throw new Error('the first lane is no program’s')
    return first.person.call('DELETE', `/v1/api-keys/${first.apiKeyId}`)
  }),
  ofFirst('person', 'the member signs out', async (scene) => {
    const { call } = firstPerson(scene)
    return () => call('DELETE', '/v1/sessions/current')
  }),
  ofFirst('person', 'the member signs out everywhere else', async (scene) => {
    const call = await otherSession(scene, firstPerson(scene))
    return () => call('POST', '/v1/sessions:end-others', {})
  }),
  ofFirst('person', 'the password is changed', async (scene) => {
    const person = firstPerson(scene)
    await setPassword(scene.track.office, person)
    const call = await otherSession(scene, person)
    return () => call('PUT', '/v1/password', { currentPassword: password, newPassword })
  }),
  ofFirst('person', 'the password is set anew by a link', async ({ track: { office }, ...scene }) => {
    const { email, memberId } = firstPerson(scene)
    const token = await makePasswordReset(plainDb(office.pool), email)
    return async () => {
      const { statusCode, payload } = await inject(office.app, {
        method: 'POST',
        url: '/v1/password-resets:complete',
        // One address may do it so often in a minute.
        remoteAddress: `2001:db8::${Buffer.from(memberId.slice(-2)).toString('hex')}`,
        headers: { host: 'localhost', origin, 'content-type': 'application/json' },
        payload: JSON.stringify({ token, newPassword }),
      })
      return { status: statusCode, text: payload }
    }
  }),
]

async function setPassword({ owner }: Office, { email }: Person): Promise<void> {
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
  await owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, email])
}

/** Another session of the same person, at the other server, that has just shown a factor. */
async function otherSession({ track: { office, servers } }: Scene, { memberId }: Person): Promise<Call> {
  const token = newToken()
  await office.owner.query(
    `insert into sessions (token_hash, id, identity_id, member_id, account_id, channel_id, started_at, last_used_at,
       expires_at, stepped_up_until)
     select $2, $3, identity_id, member_id, account_id, channel_id, now(), now(), expires_at, now() + interval '1 hour'
     from sessions where member_id = $1`,
    [memberId, hashOfToken(token), newId('session')],
  )
  const [, elsewhere] = servers
  if (!elsewhere) throw new Error('there is no second server')
  return callerOf(elsewhere, token)
}
