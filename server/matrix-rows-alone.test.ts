import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { operations } from '#contract/index.ts'
import { isProof } from './testing/figures.ts'
import { openCast } from './testing/matrix/cast.ts'
import type { Cast } from './testing/matrix/cast.ts'
import { playMatrix } from './testing/matrix/matrix.ts'
import { openPlayer } from './testing/matrix/play.ts'
import type { Player } from './testing/matrix/play.ts'
import { withoutPolicies } from './testing/matrix/policies.ts'
import { table } from './testing/matrix/table.ts'

vi.mock('#kernel/flight.ts', async (original) => {
  const real = await original<typeof import('#kernel/flight.ts')>()
  const { withoutScoping } = await import('./testing/matrix/unscoped.ts')
  return { ...real, flightsOn: withoutScoping(real.flightsOn) }
})

// A customer's own id is compared in code, before any query.
vi.mock('#modules/partners/providers.ts', async (original) => {
  const real = await original<typeof import('#modules/partners/providers.ts')>()
  const customerStanding: typeof real.customerStanding = (db, actor, customerId, hold) =>
    real.customerStanding(db, actor.kind === 'customer' ? { ...actor, accountId: customerId } : actor, customerId, hold)
  return { ...real, customerStanding }
})

playMatrix({ walls: 'row-level security alone', queries: false })

/** Told to everybody alike, or about nobody but the caller: with these there is nothing to leak. */
const harmless = [
  ['getInstallation', 'signIn', 'getSession', 'chooseAccount', 'signOut', 'setPreferences', 'requestVerificationCode'],
  [
    'sendFeedback',
    'listServices',
    'listOffers',
    'getPriceList',
    'listRegions',
    'listBrokers',
    'importCatalog',
    'getLetter',
    'publishLetter',
  ],
  // A key is found by its member, whoever's account it is; an account's single sign-on likewise, by who is its member.
  ['createApiKey', 'listApiKeys', 'revokeApiKey'],
  ['getSingleSignOn', 'setIdentityProvider', 'removeIdentityProvider', 'addDomain', 'verifyDomain', 'removeDomain'],
  ['startSingleSignOn', 'finishSingleSignOn'],
  ['listPartners'],
  // What proves who somebody is, and where they are signed in, is found by the person, whoever's account it is.
  ['listSessions', 'endSession', 'endOtherSessions', 'getFactors', 'stepUp'],
  ['startAuthenticatorApp', 'confirmAuthenticatorApp', 'removeAuthenticatorApp', 'makeRecoveryCodes'],
  ['startPasskey', 'addPasskey', 'removePasskey', 'startPasskeyStepUp', 'startPasskeySignIn', 'signInWithPasskey'],
  ['changePassword', 'requestPasswordReset', 'resetPassword'],
].flat()
/** Those that every change waits for: reads, lists and writes, with ids in the path and without. */
const few = ['getCustomer', 'listOrders', 'approveAuthorization', 'startActingSession', 'getOrder', 'listAuditEvents']

// Without this the runs with one wall would prove nothing: perhaps the matrix could not see a leak at all.
describe('without any wall', () => {
  let cast: Cast
  let play: Player
  beforeAll(async () => {
    cast = await openCast()
    await withoutPolicies(cast)
    play = await openPlayer(cast, true)
  })
  afterAll(() => cast.office.close())

  const leaky = Object.entries(table).filter(([name]) => (isProof ? !harmless.includes(name) : few.includes(name)))
  test.each(leaky)('the matrix sees that %s leaks', async (name, row) => {
    const operation = operations.find((one) => one.name === (row.operation ?? name))
    if (!operation) throw new Error(`${name} is no operation`)
    expect((await play(operation, row)).leaks).not.toEqual([])
  })
})
