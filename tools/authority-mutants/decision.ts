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
  ['a verb is for the roles named', '.some((role) => verb.member.roles.includes(role))', '.length > 0'],
  ['acting has holders of its own', 'verb.acting || isOnlyForActing(verb)', 'isOnlyForActing(verb)'],
  ['what acting has no holders for is not done', 'acting && !holdersOf(permission).acting ? false : null', 'null'],
  ['what is done while acting is not done else', '!verb.acting && isOnlyForActing(verb) ? false : null', 'null'],
  ['a key holds no more than it was given', 'scope ? scope.includes(permission) : null', 'null'],
  ['a member is active', 'lets: ({ member }) => member.active', 'lets: () => true'],
  ['the verb is held', '...(verb ? [verb] : [])', ''],
  [
    'acting has walls',
    'facts.acting ? [...delegationWalls(facts), ...failedOf(actingChecks, { ...facts, permission })] : []',
    '[] as Wall[]',
  ],
  ['the partner is not frozen', '!partner?.frozen', 'true'],
  ['a closed customer is asked nothing and orders nothing', '!customer?.closed', 'true'],
  ['only for resellers', "association?.type === 'reseller' && !association.ended", '!association?.ended'],
  ['the association stands', ' && !association.ended', ''],
  ['the distributor lets it act', 'facts.distributorPermission?.actOnBehalf ?? null', 'null'],
  ['who was asked is not asked again', "['pending', 'active'].includes(", "['active'].includes("],
  ['who has granted is not asked again', "['pending', 'active'].includes(", "['pending'].includes("],
  ['the authorization is active', 'lets: isAuthorizationActive', 'lets: () => true'],
  ['the acting session was not ended', '!acting.endCause && ', ''],
  ['its hour is not over', 'acting.expiresAt > now && ', ''],
  ['it has not idled out', ' && acting.idleUntil > now', ''],
  ['the scope covers the verb', 'needs ? authorization?.actions.includes(needs) === true : null', 'null'],
  ['the state is active', "return authorization?.state === 'active' && ", 'return authorization !== null && '],
  ['the period has begun', 'authorization.validFrom <= now && ', ''],
  [
    'the period has not ended',
    'authorization.validFrom <= now && now < authorization.validUntil',
    'authorization.validFrom <= now',
  ],
  ['a frozen customer orders nothing', '!customer?.frozen,', 'true,'],
  [
    'an order is judged by its account',
    '[...accountChecks, ...scopeChecks, ...limitChecks]',
    '[...scopeChecks, ...limitChecks]',
  ],
  [
    'an order on behalf is within the scope',
    '[...accountChecks, ...scopeChecks, ...limitChecks]',
    '[...accountChecks, ...limitChecks]',
  ],
  [
    'an order is within the limits',
    '[...accountChecks, ...scopeChecks, ...limitChecks]',
    '[...accountChecks, ...scopeChecks]',
  ],
  ['within the budget', 'isWithin(wish.committedMinor, room.budget)', 'null'],
  ['within the quota', 'isWithin(wish.committedMinor, room.quota)', 'null'],
  ['in a currency that has a quota', 'room.quotaElsewhere ? false : null', 'null'],
  [
    'actions within the scope',
    'wish.actions.every((action) => authorization.actions.includes(action))',
    'wish.actions.length > 0',
  ],
  [
    'families within the scope',
    'wish.serviceFamilies.every((family) => authorization.serviceFamilies.includes(family))',
    'wish.serviceFamilies.some((family) => authorization.serviceFamilies.includes(family))',
  ],
  ['terms within the scope', 'isWithin(wish.longestTermMonths, authorization?.longestTermMonths)', 'null'],
  ['no order above the amount', 'isWithin(wish.committedMinor, authorization?.maxOrderMinor)', 'null'],
  ['no month above the amount', 'isWithin(wish.committedMinor, room.authorizationMonth)', 'null'],
  ['no order beyond the count', 'isWithin(1n, room.authorizationOrders)', 'isWithin(0n, room.authorizationOrders)'],
])

const failing = mutantsOf('contract/walls.ts', { killer: 'contract/authority-walls.test.ts' }, [
  ['a wall that does not let through stands in the way', 'lets(on) === false', 'lets(on) === undefined'],
])

/** What is decided from facts: who holds a verb, and every wall. */
export const decisionMutants: readonly Mutant[] = [...widenedVerbs(), ...authority, ...failing]
