import * as contract from '#contract/single-sign-on.ts'
import { asking, command, open, query } from '#kernel/operations.ts'
import { introduce } from './adapters/open-id.ts'
import { addDomain } from './add-domain.ts'
import { finishSingleSignOn } from './finish-single-sign-on.ts'
import { findOwnDomain, findOwnProvider, listOwnDomains } from './queries.ts'
import { removeDomain } from './remove-domain.ts'
import { removeIdentityProvider } from './remove-identity-provider.ts'
import { challengeNameOf, viewDomain, viewProvider } from './rules.ts'
import { setIdentityProvider } from './set-identity-provider.ts'
import { startSingleSignOn } from './start-single-sign-on.ts'
import { verifyDomain } from './verify-domain.ts'

export const singleSignOnRoutes = [
  query(contract.getSingleSignOn, async (ctx) => {
    await ctx.passed
    const [provider, domains] = await Promise.all([
      findOwnProvider(ctx.db, ctx.actor),
      listOwnDomains(ctx.db, ctx.actor),
    ])
    return { provider: provider ? viewProvider(provider) : null, domains: domains.map(viewDomain) }
  }),
  asking(
    contract.setIdentityProvider,
    {
      look: async (ctx) => ctx.passed,
      ask: (outgoing, _, { issuer }) => introduce(outgoing, issuer),
      keep: setIdentityProvider,
    },
    { changesSettings: true, endsCredentials: true },
  ),
  command(contract.removeIdentityProvider, removeIdentityProvider, { changesSettings: true, endsCredentials: true }),
  command(contract.addDomain, addDomain, { changesSettings: true }),
  asking(
    contract.verifyDomain,
    {
      look: async (ctx, { domainId }) => {
        await ctx.passed
        return findOwnDomain(ctx.db, ctx.actor, domainId)
      },
      // Undefined where the DNS does not answer; of a domain that is not there, nothing is asked.
      ask: async (outgoing, found) =>
        found ? outgoing.texts(challengeNameOf(found.domain)).catch(() => undefined) : [],
      keep: verifyDomain,
    },
    { changesSettings: true, endsCredentials: true },
  ),
  command(contract.removeDomain, removeDomain, { changesSettings: true, endsCredentials: true }),
  open(contract.startSingleSignOn, startSingleSignOn),
  open(contract.finishSingleSignOn, finishSingleSignOn),
]
