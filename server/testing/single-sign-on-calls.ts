import { newId } from '#kernel/ids.ts'
import { openVault } from '#kernel/seal.ts'
import { secretPurpose } from '#modules/single-sign-on/rules.ts'
import { clientId, clientSecret, openForgingProvider } from './forging-provider.ts'
import type { ForgingProvider } from './forging-provider.ts'
import type { Person } from './person.ts'
import { insertRow } from './rows.ts'
import type { Scene, Sent } from './scene.ts'
import { secret } from './secret.ts'
import { claimDomain, freshDomain, goAndComeBack, memberAt, setProvider } from './single-sign-on.ts'
import type { Back } from './single-sign-on.ts'

let opened: Promise<ForgingProvider> | undefined
/** One provider for all calls of a process, whose end it does not put off. */
const provider = () => (opened ??= openForgingProvider())

/** An administrator who has shown no factor so far, beside the one who has set the scene. */
const administrator = ({ office, partner }: Scene) => office.member(partner, ['admin'])

async function withProvider(scene: Scene): Promise<Sent> {
  const { office, partner } = scene
  await setProvider(office, partner.admin, (await provider()).issuer)
  return { by: await administrator(scene), isSteppedUp: true }
}

async function withDomain(scene: Scene): Promise<Sent> {
  const { office, partner } = scene
  // An account has so many domains at once: those of calls before are needed no more.
  await office.owner.query('delete from account_domains where account_id = $1', [partner.id])
  const { id } = await claimDomain(office, partner.admin)
  return { by: await administrator(scene), params: { domainId: id }, isSteppedUp: true }
}

/** A reseller of its own with a provider and a domain, as if both had been set up long ago, and one of its members. */
async function signingIn({ office, distributor }: Scene): Promise<Person> {
  const reseller = await office.partner('reseller', distributor)
  const { issuer } = await provider()
  const domain = freshDomain()
  const id = newId('identityProvider')
  const sealedSecret = openVault(secret).seal(secretPurpose(id), clientSecret)
  const at = new Date()
  const own = { accountId: reseller.id }
  await insertRow(office.owner, 'identityProviders', { id, ...own, issuer, clientId, sealedSecret, setAt: at })
  const verified = { addedAt: at, verifiedAt: at }
  await insertRow(office.owner, 'accountDomains', { id: newId('domain'), ...own, domain, token: 'said', ...verified })
  return memberAt(office, reseller, domain, ['viewer'])
}

/** Somebody who has been at the provider and comes back with what it has sent along. */
export async function comingBack(scene: Scene): Promise<Back> {
  return goAndComeBack(scene.office, await provider(), (await signingIn(scene)).email)
}

/** Valid calls of what is about single sign-on: see `valid-calls.ts`. */
export const singleSignOnCalls: Readonly<Record<string, (scene: Scene) => Promise<Sent>>> = {
  getSingleSignOn: async ({ partner }) => ({ by: partner.admin }),
  setIdentityProvider: async (scene) => {
    const { issuer } = await provider()
    return { by: await administrator(scene), body: { issuer, clientId, clientSecret }, isSteppedUp: true }
  },
  removeIdentityProvider: withProvider,
  addDomain: async ({ partner }) => ({ by: partner.admin, body: { domain: freshDomain() } }),
  verifyDomain: async (scene) => ({ ...(await withDomain(scene)), body: {} }),
  removeDomain: withDomain,
  startSingleSignOn: async (scene) => {
    const by = await signingIn(scene)
    return { by, body: { email: by.email } }
  },
  finishSingleSignOn: async (scene) => {
    const by = await signingIn(scene)
    return { by, ...(await goAndComeBack(scene.office, await provider(), by.email)) }
  },
}
