import { readFileSync } from 'node:fs'
import { operations } from '#contract/index.ts'
import { permissions } from '#contract/permissions.ts'
import { inMatrix, mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const permissionsFile = 'contract/permissions.ts'
const everybody = `{
    partner: everyPartner, customer: everyCustomer, operator: everyOperator, acting: { roles: everyPartner },
  }`
/** What nobody can widen: everybody holds it already. */
const everybodys = ['anyone', 'acting:leave']
/** Verbs that no operation has, and the operation that asks for them inside. */
const askedInside: Readonly<Record<string, string>> = { 'acting:end': 'endActingSession' }

/** Each verb given to everybody, in whatever role and also while acting. */
function widenedVerbs(): Mutant[] {
  const text = readFileSync(new URL(`../../${permissionsFile}`, import.meta.url), 'utf8')
  return Object.keys(permissions)
    .filter((verb) => !everybodys.includes(verb))
    .map((verb) => {
      const row = askedInside[verb] ?? operations.find(({ permission }) => permission === verb)?.name
      const from = new RegExp(`^  '${verb}': (\\{.*\\}|\\{\\n[^]*?\\n  \\}),$`, 'm').exec(text)?.[0]
      if (row === undefined || from === undefined) throw new Error(`${verb} is not found, or belongs to no operation`)
      const says = `${verb} is for those who hold it`
      return { says, file: permissionsFile, from, to: `  '${verb}': ${everybody},`, ...inMatrix('both-walls', row) }
    })
}

const authority = mutantsOf('contract/authority.ts', { killer: 'contract/authority-walls.test.ts' }, [
  ['a verb is for the roles named', "  if (!roles.some((role) => allowed.includes(role))) return 'role'\n", ''],
  ['acting has holders of its own', 'facts.acting ? holders.acting?.roles : holders[kind]', 'holders[kind]'],
  ['a member is active', "if (!facts.member.active) failed.push('member')", ''],
  ['the verb is held', 'if (verb) failed.push(verb)', ''],
  ['acting has walls', 'if (facts.acting) failed.push(...actingWalls(', 'if (false) failed.push(...actingWalls('],
  ['the partner is not frozen', "if (facts.partner?.frozen) failed.push('partner_frozen')", ''],
  [
    'a closed customer is asked nothing',
    "if (facts.customer?.closed) failed.push('customer_closed')\n  if (facts.association?.type",
    'if (facts.association?.type',
  ],
  [
    'only for resellers',
    "facts.association?.type !== 'reseller' || facts.association.ended",
    'facts.association?.ended',
  ],
  ['the association stands', ' || facts.association.ended', ''],
  ['the distributor lets it act', '!facts.distributorPermission.actOnBehalf', 'false'],
  [
    'the authorization is active',
    'isAuthorizationActive(facts) ? requestWalls(facts) : [',
    'true ? requestWalls(facts) : [',
  ],
  ['the acting session was not ended', 'acting.endCause || ', ''],
  ['its hour is not over', 'acting.expiresAt <= now || ', ''],
  ['it has not idled out', ' || acting.idleUntil <= now', ''],
  [
    'the scope covers the verb',
    "if (needs && !authorization?.actions.includes(needs)) failed.push('authorization_action')",
    '',
  ],
  ['the state is active', "authorization?.state === 'active' && ", 'authorization !== null && '],
  ['the period has begun', 'authorization.validFrom <= now && ', ''],
  ['the period has not ended', ' && now < authorization.validUntil', ''],
  [
    'a closed customer orders nothing',
    "if (facts.customer?.closed) failed.push('customer_closed')\n  if (facts.customer?.frozen)",
    'if (facts.customer?.frozen)',
  ],
  ['a frozen customer orders nothing', "if (facts.customer?.frozen) failed.push('customer_frozen')", ''],
  [
    'an order on behalf is within the scope',
    'if (facts.acting && facts.authorization) failed.push(...scopeWalls(facts.authorization, room, wish))',
    '',
  ],
  ['within the budget', "if (room.budget !== null && wish.committedMinor > room.budget) failed.push('budget')", ''],
  ['within the quota', "if (room.quota !== null && wish.committedMinor > room.quota) failed.push('quota')", ''],
  ['in a currency that has a quota', "if (room.quotaElsewhere) failed.push('quota_currency')", ''],
  [
    'actions within the scope',
    "if (!wish.actions.every((action) => scope.actions.includes(action))) failed.push('authorization_action')",
    '',
  ],
  [
    'families within the scope',
    '!wish.serviceFamilies.every((family) => families.includes(family))',
    '!wish.serviceFamilies.some((family) => families.includes(family))',
  ],
  ['terms within the scope', 'wish.longestTermMonths > longestTermMonths', 'wish.longestTermMonths < 0'],
  ['no order above the amount', 'wish.committedMinor > maxOrderMinor', 'wish.committedMinor < 0n'],
  ['no month above the amount', 'wish.committedMinor > room.authorizationMonth', 'wish.committedMinor < 0n'],
  ['no order beyond the count', 'room.authorizationOrders < 1n', 'room.authorizationOrders < 0n'],
])

/** What is decided from facts: who holds a verb, and every wall. */
export const decisionMutants: readonly Mutant[] = [...widenedVerbs(), ...authority]
