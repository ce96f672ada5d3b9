import { mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const module = 'server/modules/single-sign-on'
const finish = { killer: `${module}/finish-single-sign-on.test.ts` }
const vouched = { killer: `${module}/vouched-sessions.test.ts` }
const domains = { killer: `${module}/domains.test.ts` }
const factors = { killer: `${module}/vouched-factors.test.ts` }
const strangers = { killer: `${module}/strangers.test.ts` }
const introduced = { killer: `${module}/introduce.test.ts` }
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
  ...mutantsOf(`${module}/adapters/open-id.ts`, introduced, [
    [
      'a provider is who it is called',
      "    if (URL.parse(named)?.href !== URL.parse(issuer)?.href) return { unfit: 'issuer_differs' }\n",
      '',
    ],
  ]),
  ...mutantsOf(`${module}/queries.ts`, settings, [
    [
      'the own account’s provider is shown',
      "liveProviders.where('accountId', 'in', accountOf(actor))",
      'liveProviders',
    ],
  ]),
  ...mutantsOf(`${module}/queries.ts`, domains, [
    [
      'the own account’s domains are listed',
      "liveDomains.where('accountId', 'in', accountOf(actor)).orderBy",
      'liveDomains.orderBy',
    ],
    [
      'the own account’s domain is found',
      "liveDomains.where('accountId', 'in', accountOf(actor)).where",
      'liveDomains.where',
    ],
  ]),
  ...mutantsOf(`${module}/start-single-sign-on.ts`, strangers, [
    ['what strangers begin has an end', 'if (!(await claimStart(ctx.db, accountId)))', 'if (accountId === "")'],
  ]),
  ...mutantsOf(`${module}/set-identity-provider.ts`, settings, [
    ['another client’s names are other names', ' || before.clientId !== clientId) forget', ') forget'],
  ]),
  ...mutantsOf(`${module}/rules.ts`, finish, [
    [
      'an e-mail of which nothing is said is none',
      'said === undefined && acceptsUnverifiedEmails',
      'said === undefined',
    ],
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
  ...mutantsOf(`${module}/verify-domain.ts`, domains, [
    [
      'a domain is proven by its own record',
      'if (!texts.includes(challengeOf(claimed.token)))',
      'if (texts.length === 0)',
    ],
    [
      'a domain stays whose record is there',
      "    if (texts.includes(challengeOf(holder.token))) refuse('domain_taken', {})\n",
      '',
    ],
    ['who loses a domain is signed out', 'await endVouchedSessions(tx, provider.id, { domain, endedAt: now })', '[]'],
  ]),
  ...mutantsOf(`${module}/queries.ts`, domains, [
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
    ['sessions end with their provider', 'await endVouchedSessions(tx, ended.id, { endedAt: now })', '[]'],
  ]),
  ...mutantsOf(`${module}/set-identity-provider.ts`, vouched, [
    [
      'sessions end with a replaced provider',
      'before ? await endVouchedSessions(tx, before.id, { endedAt: now }) : []',
      '[]',
    ],
  ]),
  ...mutantsOf(`${module}/remove-domain.ts`, vouched, [
    [
      'sessions end with their domain',
      'provider ? await endVouchedSessions(tx, provider.id, { domain, endedAt: now }) : []',
      '[]',
    ],
  ]),
  ...mutantsOf('server/kernel/step-up.ts', factors, [
    ['what is refused anyway is no guess', ' || isOnOthersWord(request)) return', ') return'],
  ]),
  ...mutantsOf('server/modules/identity/rules.ts', factors, [
    [
      'guesses by a provider’s word take none from the person',
      'memberId: vouchedBy === null ? null : memberId',
      'memberId: null',
    ],
  ]),
  ...mutantsOf('server/modules/identity/queries/describe-factors.ts', factors, [
    ['factors are the person’s own to know', 'if (vouchedBy !== null)', 'if (false)'],
  ]),
  ...mutantsOf('server/modules/identity/end-vouched-sessions.ts', vouched, [
    ['keys end with the provider', 'await endKeysVouchedBy(tx, identityProviderId, which)', '[] as never[]'],
  ]),
  ...mutantsOf(`${module}/queries.ts`, vouched, [
    [
      'a domain is held by whoever comes in by it',
      ".where('verifiedAt', 'is not', null)\n      .forShare(),",
      ".where('verifiedAt', 'is not', null),",
    ],
  ]),
  ...mutantsOf('server/kernel/outgoing.ts', outgoing, [
    ['what was looked at is connected to', 'agent: false, lookup: answerBy(addresses)', 'agent: false'],
    [
      'private addresses are not asked',
      'if (!privateNetworks && !addresses.every',
      'if (privateNetworks && !addresses.every',
    ],
    ['an answer has an end', '    if (bytes > maxAnswerBytes)', '    if (bytes < 0)'],
  ]),
]
