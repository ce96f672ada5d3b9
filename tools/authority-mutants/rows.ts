import { inMatrix, mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const both = (row: string) => inMatrix('both-walls', row)
const queries = (row: string) => inMatrix('queries-alone', row)
const visibility = { killer: 'server/visibility.test.ts' }
const standing = 'server/modules/partners/queries/standing.ts'
const sessions = 'server/modules/acting/queries/sessions.ts'
const read = 'server/modules/orders/queries/read.ts'
const resources = 'server/modules/resources/queries/read.ts'
const search = 'server/modules/partners/queries/search.ts'
const audit = 'server/modules/audit/queries.ts'
const rules = 'server/modules/partners/rules.ts'
const resellers = 'server/modules/partners/queries/resellers.ts'
const walls = 'server/migrations/0008-walls.sql'
const account = "current_setting(''procura.account'', true)"

/** Whose rows a caller may see: the queries’ own wall, and the narrower views that they alone keep. */
const queryMutants: readonly Mutant[] = [
  ...mutantsOf('server/modules/partners/providers.ts', queries('getCustomer masked'), [
    ['a customer stands before itself', 'customerId === accountId ?', 'true ?'],
  ]),
  ...mutantsOf(standing, queries('getBudget'), [
    [
      'a partner stands before its own customers',
      "either('c.partnerId', '=', by.partnerId), ",
      "either('c.partnerId', 'is not', null), ",
    ],
  ]),
  ...mutantsOf(standing, both('getBudget'), [
    [
      'an account manager stands before theirs',
      "either('m.roles', '<>', sql<string[]>`array['account_manager']`)",
      "either('m.id', '=', by.memberId)",
    ],
  ]),
  ...mutantsOf('server/modules/authorizations/queries.ts', queries('getAuthorization'), [
    ['an account finds its own authorizations', ".where(own, '=', actor.accountId)", ".where(own, 'is not', null)"],
    [
      'a grant is the partner’s own',
      "      .where('partnerId', '=', by.partnerId)\n      .where('state', '=', 'active')\n",
      "      .where('state', '=', 'active')\n",
    ],
  ]).map((mutant) => (mutant.says.startsWith('a grant') ? { ...mutant, ...queries('startActingSession') } : mutant)),
  ...mutantsOf(
    'server/modules/authorizations/queries.ts',
    { killer: 'server/modules/acting/explained-walls.test.ts' },
    [['a partner is told of its own grant', "      .where('a.partnerId', '=', by.partnerId)\n", '']],
  ),
  ...mutantsOf('server/modules/authorizations/queries.ts', both('getAuthorization'), [
    [
      'an account manager finds those of theirs',
      "if (actor.kind !== 'partner' || !seesOnlyAssigned(actor.roles)) return visible\n",
      'if (true) return visible\n',
    ],
  ]),
  ...mutantsOf(sessions, queries('getActingSession'), [
    ['an account finds its own acting sessions', "    .where(own, '=', actor.accountId)\n", ''],
  ]),
  ...mutantsOf(sessions, both('getActingSession'), [
    [
      'an account manager finds those at theirs',
      "if (actor.kind !== 'partner' || !seesOnlyAssigned(actor.roles)) return db.first(found)",
      'if (true) return db.first(found)',
    ],
  ]),
  ...mutantsOf(sessions, { killer: 'server/modules/acting/list-own-acting-sessions.test.ts' }, [
    ['one’s own are those of this very session', ".where('t.sessionId', '=', actor.sessionId)", ''],
  ]),
  ...mutantsOf(sessions, queries('countActingSessions'), [
    ['a distributor counts at its own resellers', "      .where('p.distributorId', '=', accountId)\n", ''],
  ]),
  ...mutantsOf(read, both('listOrders'), [
    ['an account manager lists orders of theirs', 'if (seesOnlyAssigned(actor.roles)) found =', 'if (false) found ='],
  ]),
  ...mutantsOf(read, queries('getOrder'), [
    [
      'an order is found below its own customer',
      ".where('orders.customerId', '=', input.customerId)\n        .where('orders.id'",
      ".where('orders.id'",
    ],
  ]),
  ...mutantsOf(resources, both('listResources'), [
    [
      'an account manager lists resources of theirs',
      "seesOnlyAssigned(actor.roles) ? own.where('c.accountManagerId', '=', actor.memberId) : own",
      'own',
    ],
  ]),
  ...mutantsOf(search, queries('listCustomers'), [
    [
      'a partner lists its own customers',
      'conditions.push(sql`c.partner_id = ${actor.accountId}`)',
      'conditions.push(sql`true`)',
    ],
  ]),
  ...mutantsOf(search, both('listCustomers'), [
    ['an account manager lists theirs', 'if (seesOnlyAssigned(actor.roles)) conditions', 'if (false) conditions'],
  ]),
  ...mutantsOf(audit, queries('listAuditEvents'), [
    ['the log is the channel’s', 'e.channel_id = ${actor.channelId} and ', 'true and '],
    ['a customer reads of itself', '[sql`e.customer_id = ${accountId}`]', '[sql`true`]'],
    ['a partner reads of its customers', 'const own = sql`e.partner_id = ${accountId}`', 'const own = sql`true`'],
  ]),
  ...mutantsOf(audit, both('listAuditEvents'), [
    ['an account manager reads of theirs', "kind !== 'partner' || !seesOnlyAssigned(roles)", 'true'],
  ]),
  ...mutantsOf(resellers, queries('listResellers'), [
    ['a distributor lists its own resellers', "    .where('p.distributorId', '=', accountId)\n", ''],
  ]),
  ...mutantsOf(resellers, queries('setDistributorPermission'), [
    ['a distributor permits its own resellers', "    .where('distributorId', '=', by.distributorId)\n", ''],
  ]),
  ...mutantsOf('server/modules/partners/queries/account-managers.ts', queries('listAccountManagers'), [
    ['a partner lists its own members', "    .where('accountId', '=', accountId)\n", ''],
  ]),
  ...mutantsOf('server/modules/partners/queries/customer.ts', both('getCustomer'), [
    ['a delegate reveals nothing', "if (actor.acting && reveal) refuseWalls(['not_while_acting'])", ''],
  ]),
  ...mutantsOf('server/modules/identity/choose-account.ts', both('chooseAccount'), [
    [
      'an account is chosen by its members',
      'memberships.find(({ accountId }) => accountId === input.accountId)',
      'memberships[0]',
    ],
  ]),
]

/** What only the seller does, or what a distributor must allow. */
const sellerMutants: readonly Mutant[] = [
  ...mutantsOf('server/modules/partners/freeze-customer.ts', both('freezeCustomer'), [
    [
      'freezing meets its walls',
      "  refuseWalls(operationWalls({ ...facts, isSeller: partnerId === actor.accountId }, 'freezeCustomer'))\n",
      '',
    ],
  ]),
  ...mutantsOf('server/modules/partners/unfreeze-customer.ts', both('unfreezeCustomer'), [
    [
      'unfreezing meets its walls',
      "  refuseWalls(operationWalls({ ...facts, isSeller: partnerId === actor.accountId }, 'unfreezeCustomer'))\n",
      '',
    ],
  ]),
  ...mutantsOf(rules, both('assignAccountManager'), [
    ['the seller alone keeps its customer', "isSeller ? [] : ['seller']", '[]'],
  ]),
  ...mutantsOf(rules, both('freezeCustomer'), [
    [
      'what the distributor does not let is not done',
      "distributorPermission && !distributorPermission[what] ? ['distributor_permission'] : []",
      '[]',
    ],
  ]),
  ...mutantsOf(rules, { killer: 'server/modules/partners/freeze-customer.test.ts' }, [
    ['a frozen partner unfreezes nobody', "partner?.frozen ? ['partner_frozen'] : []", '[]'],
  ]),
  ...mutantsOf(rules, { killer: 'server/modules/partners/operation-walls.test.ts' }, [
    ['a closed account is left alone', "customer?.closed ? ['customer_closed'] : []", '[]'],
    [
      'only customers associated as reseller',
      "association?.type !== 'reseller' || association.ended ? ['association'] : []",
      '[]',
    ],
  ]),
  ...mutantsOf('server/modules/budgets/set-budget.ts', both('setBudget'), [
    ['a budget is set where the distributor lets it', '!facts.distributorPermission.setBudgets', 'false'],
  ]),
  ...mutantsOf('server/modules/budgets/set-budget.ts', { killer: 'server/modules/budgets/set-budget.test.ts' }, [
    [
      'a budget is for customers associated as reseller',
      "if (facts.association?.type !== 'reseller' || facts.association.ended) refuseWalls(['association'])",
      '',
    ],
  ]),
]

/** The second wall. */
const policyMutants: readonly Mutant[] = [
  ...mutantsOf(walls, visibility, [
    ['rows are of one channel', "(channel_id = current_setting(''procura.channel'', true) and %s)'", "(%s)'"],
    ['a partner is itself', `when ''partner'' then id = ${account}`, "when ''partner'' then true"],
    ['a partner has rows of its own', `when ''partner'' then partner_id = ${account}`, "when ''partner'' then true"],
    ['a customer is itself', `when ''customer'' then id = ${account}`, "when ''customer'' then true"],
    [
      'a customer has rows of its own',
      `when ''customer'' then customer_id = ${account}`,
      "when ''customer'' then true",
    ],
    ['any other kind has none', '%s%s else false end', '%s%s else true end'],
    ['a key is its account’s', `'account_id = ${account}'`, "'true'"],
    ['the operator reads partners', "using (current_setting('procura.kind', true) = 'operator');", 'using (true);'],
    [
      'the operator’s log is its channel’s',
      " = 'operator' and channel_id = current_setting('procura.channel', true));",
      " = 'operator');",
    ],
  ]),
  ...mutantsOf('server/migrations/0011-preferences.sql', visibility, [
    ['preferences are their account’s', " and account_id = current_setting('procura.account', true))", ')'],
  ]),
  ...mutantsOf('server/migrations/0012-feedback.sql', visibility, [
    ['feedback is its account’s', "account_id = current_setting('procura.account', true) or ", 'true or '],
  ]),
  ...mutantsOf(walls, { killer: 'server/catalog.test.ts' }, [
    [
      'policies hold for the owner too',
      "    execute format('alter table %I force row level security', found.table_name);\n",
      '',
    ],
    ['the log is only added to', 'grant insert on audit_events,', 'grant insert, update, delete on audit_events,'],
  ]),
]

/** Everything that says whose rows are whose. */
export const rowMutants: readonly Mutant[] = [...queryMutants, ...sellerMutants, ...policyMutants]
