import { clientId, clientSecret, openForgingProvider } from './forging-provider.ts'
import type { ForgingProvider } from './forging-provider.ts'
import type { Scene, Sent } from './scene.ts'
import { claimDomain, freshDomain, goAndComeBack, memberAt, setProvider, setUpSingleSignOn } from './single-sign-on.ts'
import type { Back } from './single-sign-on.ts'

let opened: Promise<ForgingProvider> | undefined
/** One provider for all calls of a process, whose end it does not put off. */
const provider = () => (opened ??= openForgingProvider())

async function withProvider({ office, partner }: Scene): Promise<Sent> {
  await setProvider(office, partner.admin, (await provider()).issuer)
  return { by: partner.admin, isSteppedUp: true }
}

async function withDomain({ office, partner }: Scene): Promise<Sent> {
  const { id } = await claimDomain(office, partner.admin)
  return { by: partner.admin, params: { domainId: id }, isSteppedUp: true }
}

/** A reseller of its own, whose provider nobody changes meanwhile, and one of its members. */
async function signingIn({ office, distributor }: Scene) {
  const reseller = await office.partner('reseller', distributor)
  const { domain } = await setUpSingleSignOn(office, reseller.admin, await provider())
  return memberAt(office, reseller, domain, ['viewer'])
}

/** Somebody who has been at the provider and comes back with what it has sent along. */
export async function comingBack(scene: Scene): Promise<Back> {
  return goAndComeBack(scene.office, await provider(), (await signingIn(scene)).email)
}

/** Valid calls of what is about single sign-on: see `valid-calls.ts`. */
export const singleSignOnCalls: Readonly<Record<string, (scene: Scene) => Promise<Sent>>> = {
  getSingleSignOn: async ({ partner }) => ({ by: partner.admin }),
  setIdentityProvider: async ({ partner }) => {
    const { issuer } = await provider()
    return { by: partner.admin, body: { issuer, clientId, clientSecret }, isSteppedUp: true }
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
