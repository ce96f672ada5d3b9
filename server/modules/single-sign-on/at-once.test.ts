import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientId, clientSecret, openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { lockTimeoutMs, queueBehind, sendInTurn } from '#server/testing/in-turn.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import { freshDomain, memberAt, setUpSingleSignOn } from '#server/testing/single-sign-on.ts'
import { comeIn } from '#server/testing/vouched-person.ts'

const preferences = { language: 'en', theme: 'dark', density: 'compact' }

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
let domain: { readonly id: string; readonly domain: string }
/** Administrators whom the provider has let in as well: what one of them changes ends a session of the other's. */
let one: Person
let other: Person
beforeAll(async () => {
  office = await openOffice({ lockTimeoutMs })
  provider = await openForgingProvider()
})
afterAll(async () => {
  provider.close()
  await office.close()
})
beforeEach(async () => {
  partner = await office.partner('solution_provider')
  domain = await setUpSingleSignOn(office, partner.admin, provider)
  one = await administrator()
  other = await administrator()
})

async function administrator(): Promise<Person> {
  const person = await memberAt(office, partner, domain.domain, ['admin'])
  await comeIn(office, provider, person)
  await makeSteppedUp(office, person.memberId)
  return person
}

const change = {
  setIdentityProvider: ({ call }: Person) =>
    call('PUT', '/v1/single-sign-on/provider', { issuer: provider.issuer, clientId, clientSecret }),
  removeIdentityProvider: ({ call }: Person) => call('DELETE', '/v1/single-sign-on/provider'),
  removeDomain: ({ call }: Person) => call('DELETE', `/v1/single-sign-on/domains/${domain.id}`),
  verifyDomain: ({ call }: Person) => call('POST', `/v1/single-sign-on/domains/${domain.id}:verify`, {}),
  addDomain: ({ call }: Person) => call('POST', '/v1/single-sign-on/domains', { domain: freshDomain() }),
}
type Change = keyof typeof change
/** Some other command of theirs. */
const prefer = ({ call }: Person) => call('PUT', '/v1/sessions/current/preferences', preferences)

/** Where a change waits that has got its turn. */
function rowsOf(name: Change) {
  const table = name.endsWith('Provider') ? 'identity_providers' : 'account_domains'
  return { by: `select from ${table} where account_id = $1 for update`, values: [partner.id] }
}

/** How often PostgreSQL had to end one of two that waited for each other. */
async function deadlocks(): Promise<bigint> {
  const { pool, owner } = office
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  for (const client of clients) {
    // Connections tell what they have counted when they please.
    await client.query('select pg_stat_force_next_flush()')
    client.release()
  }
  const { rows } = await owner.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return BigInt(rows[0]?.deadlocks ?? '')
}

test.each<[Change, Change, number, number]>([
  ['setIdentityProvider', 'setIdentityProvider', 200, 200],
  ['setIdentityProvider', 'removeIdentityProvider', 200, 204],
  ['removeIdentityProvider', 'removeIdentityProvider', 204, 404],
  ['removeIdentityProvider', 'addDomain', 204, 201],
  ['removeDomain', 'removeDomain', 204, 404],
  ['removeDomain', 'verifyDomain', 204, 404],
  ['removeDomain', 'addDomain', 204, 201],
])('%s and %s at once by people of the provider come through, one after the other', async (...what) => {
  const [first, second, ...statuses] = what
  const before = await deadlocks()

  const answers = await sendInTurn(office, rowsOf(first), [() => change[first](one), () => change[second](other)])

  expect(answers.map(({ status }) => status)).toEqual(statuses)
  expect(await deadlocks()).toBe(before)
})

test.each<Change>(['setIdentityProvider', 'removeIdentityProvider', 'removeDomain', 'verifyDomain'])(
  '%s goes on when no other command of the same person does',
  async (name) => {
    const answers = await sendInTurn(office, rowsOf(name), [() => change[name](one), () => prefer(one)])
    expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual([2, 2])
  },
)

test('whoever waits for the turn at the settings keeps none of their own commands waiting', async () => {
  const requests = [() => change.removeIdentityProvider(one), () => change.removeIdentityProvider(other)]

  const { answers, done } = await queueBehind(office, rowsOf('removeIdentityProvider'), requests, () => prefer(other))

  expect(done?.status).toBe(200)
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([204, 404])
})
