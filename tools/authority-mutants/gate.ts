import { inMatrix, mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const both = (row: string) => inMatrix('both-walls', row)
const gate = 'server/kernel/gate.ts'
const serve = 'server/kernel/serve.ts'
const credentials = 'server/kernel/credentials.ts'
/** Whoever comes is let on to the gate, as nobody in particular. */
const anybody = "(await import('./actor.ts')).anonymous"
const codes = { killer: 'server/modules/authorizations/revoke-authorization.test.ts' }

/** The gate, acting, and verification codes. */
export const gateMutants: readonly Mutant[] = [
  ...mutantsOf(gate, both('setBudget'), [
    ['the verb is asked before whether there is such a customer', 'if (verb) refuseWalls([verb])\n', ''],
    ['leaving alone passes the gate unasked', 'if (!question.leaves) {', 'if (false) {'],
  ]),
  ...mutantsOf(gate, both('getCustomer masked'), [
    ['a customer in the path is one the caller may see', "if (customerId && !customer) refuse('not_found', {})", ''],
  ]),
  ...mutantsOf(gate, both('listCustomerOrders'), [
    [
      'only explaining is asked in one’s own name',
      'question.explains ? { ...facts, acting: null } : facts',
      '{ ...facts, acting: null }',
    ],
    ['every standing wall', 'refuseWalls(standingWalls(asking, permission))', ''],
    [
      'the customer in the path is the one acted for',
      "if (pathCustomerId !== undefined && pathCustomerId !== actingCustomerId) refuse('acting_context_mismatch', {})",
      '',
    ],
    ['nobody who names an acting session goes on in their own name', 'actingSessionId !== undefined\n', 'false\n'],
    ['an ended session says so', 'acting.endCause !== null || ', ''],
    ['an expired one says so', 'acting.expiresAt <= now || ', ''],
    ['one that idled out says so', ' || acting.idleUntil <= now', ''],
  ]),
  ...mutantsOf('server/modules/acting/providers.ts', both('listCustomerOrders'), [
    [
      'an account manager acts only for whom they look after',
      'seesOnlyAssigned(row.roles as Role[]) && row.accountManagerId !== memberId',
      'false',
    ],
  ]),
  ...mutantsOf(credentials, both('approveAuthorization'), [
    [
      'who is not signed in is nobody',
      "!isSessionToken(token)) return refuse('session_missing', {})\n",
      `!isSessionToken(token)) return ${anybody}\n`,
    ],
  ]),
  ...mutantsOf(serve, both('approveAuthorization'), [
    ['a kind of account that never may is refused at once', '  refuseForeignKind(actor, operation)\n', ''],
  ]),
  ...mutantsOf(credentials, { killer: 'server/contract.test.ts', only: 'a session' }, [
    ['a session must be alive', "tokenHash)) ?? refuse('session_missing', {}) }\n", `tokenHash)) ?? ${anybody} }\n`],
  ]),
  ...mutantsOf(credentials, { killer: 'server/bad-credentials.test.ts' }, [
    [
      'a program’s token must be alive',
      "return { actor: found ?? refuse('session_missing', {}) }\n",
      `return { actor: found ?? ${anybody} }\n`,
    ],
  ]),
  ...mutantsOf(serve, { killer: 'server/modules/identity/sign-in.test.ts' }, [
    ['a write comes from our own pages', '  checkOrigin(kernel, route.operation, request)\n', ''],
  ]),
  ...mutantsOf(
    'server/modules/acting/queries/standing.ts',
    { killer: 'server/modules/acting/acting-sessions.test.ts' },
    [
      [
        'an acting session is worth nothing without the member’s own',
        "    .where('t.memberId', '=', by.memberId)\n    .where('t.sessionId', '=', by.sessionId)\n",
        '',
      ],
    ],
  ),
  ...mutantsOf('server/modules/acting/start-acting-session.ts', both('startActingSession'), [
    [
      'whoever may not act does not begin',
      '  refuseWalls(delegationWalls({ ...ctx.facts, authorization: grant?.facts ?? null }))\n',
      '',
    ],
  ]),
  ...mutantsOf('server/modules/acting/end-acting-session.ts', both('endActingSession'), [
    ['a colleague does not end it', "(actor.kind !== 'customer' && !isOwn)", 'false'],
    ['of the customer only who may end it does', 'if (wall) refuseWalls([wall])', ''],
  ]),
  ...mutantsOf('server/modules/authorizations/request-authorization.ts', both('requestAuthorization'), [
    ['whoever could not act does not ask', '  refuseWalls(requestWalls(ctx.facts))\n', ''],
  ]),
  ...mutantsOf('server/kernel/step-up.ts', both('freezeCustomer'), [
    ['a wrong code opens nothing', "code === 'wrong' || !spent", '!spent'],
  ]),
  ...mutantsOf('server/kernel/run.ts', codes, [
    [
      'a code is used up',
      "code === undefined || code === 'wrong' ? true : kernel.verification.spend(tx, code.id)",
      'true',
    ],
  ]),
  ...mutantsOf('server/modules/identity/queries/codes.ts', codes, [
    [
      'a code is the member’s own',
      ".where('memberId', '=', memberId)\n      .where('purpose', '=', purpose)\n      .where((either)",
      ".where('purpose', '=', purpose)\n      .where((either)",
    ],
    ['a code has one purpose', ".where('purpose', '=', purpose)\n      .where((either)", '.where((either)'],
    [
      'a code has one subject',
      "either.or([either('subjectId', 'is', null), either('subjectId', '=', subjectId)])",
      "either('memberId', '=', memberId)",
    ],
    ['a code has its minutes', ".where('expiresAt', '>', now)\n      .where('tries'", ".where('tries'"],
    ['a code has its tries', "      .where('tries', '<', verificationCodeTries)\n", ''],
  ]),
  ...mutantsOf('server/modules/orders/place-order.ts', { killer: 'server/modules/orders/place-order.test.ts' }, [
    [
      'an order above the customer’s amount takes a code',
      '  refuseWithoutCode(customer, ctx.verified, order.committedMinor)\n',
      '',
    ],
    ['an order meets every wall', '  refuseFor(judge(facts, { priced, room }, customer.currency))\n', ''],
  ]),
  ...mutantsOf('server/modules/acting/rules.ts', { killer: 'server/modules/acting/acting-sessions.test.ts' }, [
    ['an acting session lasts an hour', 'actingSessionMinutes * 60_000', 'actingSessionMinutes * 600_000'],
  ]),
  ...mutantsOf('server/modules/orders/place-order.ts', { killer: 'server/modules/acting/every-record.test.ts' }, [
    ['an order says in which acting session', 'actingSessionId: acting ? acting.id : null', 'actingSessionId: null'],
  ]),
  ...mutantsOf(
    'server/modules/notifications/send-feedback.ts',
    { killer: 'server/modules/acting/every-record.test.ts' },
    [['feedback says for which customer', 'customerId: acting ? acting.customerId : null', 'customerId: null']],
  ),
]
