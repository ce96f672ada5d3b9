import { mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const module = 'server/modules/single-sign-on'
const finish = { killer: `${module}/finish-single-sign-on.test.ts` }
const vouched = { killer: `${module}/vouched-sessions.test.ts` }
const settings = { killer: `${module}/settings.test.ts` }
const outgoing = { killer: 'server/kernel/outgoing.test.ts' }

/** Signing in by an account's own identity provider, and what such a session may not do. */
export const singleSignOnMutants: readonly Mutant[] = [
  ...mutantsOf(`${module}/queries/attempts.ts`, finish, [
    ['an attempt is for one browser', "      .where('browserHash', '=', browserHash)\n", ''],
    [
      'an attempt is for one account',
      "      .where('accountId', '=', accountId)\n      .where('usedAt'",
      "      .where('usedAt'",
    ],
    ['an attempt is good once', "      .where('usedAt', 'is', null)\n", ''],
    ['an attempt has an end', "      .where('expiresAt', '>', now)\n", ''],
    ['a name at the provider is one member’s', "      .where('memberId', '=', memberId),\n", '      ,\n'],
  ]),
  ...mutantsOf(`${module}/adapters/open-id.ts`, finish, [
    ['a token is signed by a published key', '  library.enableNonRepudiationChecks(config)\n', ''],
    ['a token answers what was asked', 'expectedNonce: thread.nonce', 'expectedNonce: undefined as never'],
  ]),
  ...mutantsOf(`${module}/adapters/open-id.ts`, settings, [
    [
      'a provider is who it is called',
      "    if (URL.parse(named)?.href !== URL.parse(issuer)?.href) return { unfit: 'issuer_differs' }\n",
      '',
    ],
  ]),
  ...mutantsOf(`${module}/rules.ts`, finish, [
    [
      'an e-mail that is said not to be verified is none',
      'isVerified ? { email: email.data } :',
      'true ? { email: email.data } :',
    ],
  ]),
  ...mutantsOf(`${module}/finish-single-sign-on.ts`, finish, [
    ['the domain is the account’s own', "  if (!isOwnDomain) throw new NotLetIn('domain_foreign')\n", ''],
  ]),
  ...mutantsOf('server/modules/identity/queries.ts', finish, [
    ['a provider speaks for its account’s members', "      .where('memberships.accountId', '=', accountId)\n", ''],
  ]),
  ...mutantsOf(`${module}/verify-domain.ts`, settings, [
    [
      'a domain is proven by its own record',
      'if (!texts.includes(challengeOf(claimed.token)))',
      'if (texts.length === 0)',
    ],
    ['a domain is one account’s', "if (holder && holder.accountId !== accountId) refuse('domain_taken', {})", ''],
  ]),
  ...mutantsOf(`${module}/queries.ts`, settings, [
    [
      'a claim is no proof',
      ".where('domain', '=', domain).where('verifiedAt', 'is not', null))",
      ".where('domain', '=', domain))",
    ],
  ]),
  ...mutantsOf('server/kernel/step-up.ts', vouched, [
    [
      'what is the person’s is not for a provider’s word',
      'route.operation.aboutPerson && actor.vouchedBy !== null',
      'false',
    ],
  ]),
  ...mutantsOf('server/modules/identity/rules.ts', vouched, [
    [
      'a provider’s word counts in one account',
      'return vouchedBy === null ? undefined : accountId',
      'return undefined',
    ],
  ]),
  ...mutantsOf(`${module}/remove-identity-provider.ts`, vouched, [
    ['sessions end with their provider', '  await endVouchedSessions(tx, ended.id, { endedAt: now })\n', ''],
  ]),
  ...mutantsOf(`${module}/set-identity-provider.ts`, vouched, [
    [
      'sessions end with a replaced provider',
      '  if (before) await endVouchedSessions(tx, before.id, { endedAt: now })\n',
      '',
    ],
  ]),
  ...mutantsOf(`${module}/remove-domain.ts`, vouched, [
    [
      'sessions end with their domain',
      '  if (provider) await endVouchedSessions(tx, provider.id, { domain, endedAt: now })\n',
      '',
    ],
  ]),
  ...mutantsOf('server/kernel/outgoing.ts', outgoing, [
    [
      'private addresses are not asked',
      'if (!privateNetworks && !addresses.every',
      'if (privateNetworks && !addresses.every',
    ],
    ['an answer has an end', '    if (bytes > maxAnswerBytes)', '    if (bytes < 0)'],
  ]),
]
