import { type Session, useSession } from '#console/api/session.ts'
import { type CodeFamily, useCodeText, useKnownText, useLanguage, useText } from '#console/text/text.tsx'
import { readableCode } from '#console/text/format.ts'
import { holdsPermission } from '#contract/authority.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { instantText } from './instant-text.ts'
import { moneyText } from './money-text.ts'
import type { NamedWall, WallWords } from './wall-words.ts'

/** Whose words are looked for first: the same wall is mended by “you” or “your partner”, by who reads of it. */
const whoFor = {
  customer: ['wallWhoOfCustomer', 'wallWho'],
  reseller: ['wallWhoOfReseller', 'wallWhoOfPartner', 'wallWho'],
  partner: ['wallWhoOfPartner', 'wallWho'],
  operator: ['wallWho'],
} as const
const howFor = {
  customer: ['wallHowOfCustomer', 'wallHow'],
  reseller: ['wallHowOfPartner', 'wallHow'],
  partner: ['wallHowOfPartner', 'wallHow'],
  operator: ['wallHow'],
} as const

/** What a partner's member does about a wall whose role is given that. */
const mending: Readonly<Record<string, Permission>> = { budget: 'budgets:write', customer_frozen: 'customers:freeze' }

function readerOf({ account: { kind, partnerKind } }: Session): keyof typeof whoFor {
  return kind === 'partner' && partnerKind === 'reseller' ? 'reseller' : kind
}

function mendsItself({ account, member: { roles } }: Session, wall: string): boolean {
  const permission = mending[wall]
  if (permission === undefined || account.kind !== 'partner') return false
  const member = { kind: account.kind, roles: roles as readonly Role[], active: true }
  return holdsPermission({ member, acting: null }, permission) === null
}

/** The words for a wall from the own view of the reader who is signed in. */
export function useWallText(): (met: NamedWall) => WallWords {
  const t = useText()
  const known = useKnownText()
  const knownOf = useKnownOf()
  const stateOf = useStateOf()
  const session = useSession()
  const reader = readerOf(session)
  const first = (texts: readonly (string | undefined)[]) => texts.find((text) => text !== undefined)
  return (met: NamedWall) => {
    const { wall, whoCanMend = '', how = '' } = met
    const who = first(whoFor[reader].map((family) => known(`${family}.${wall}`))) ?? whoCanMend
    return {
      final: known(`wallFinal.${wall}`),
      failed: known(`wall.${wall}`) ?? readableCode(wall),
      passed: known(`wallPassed.${wall}`) ?? known(`wall.${wall}`) ?? readableCode(wall),
      known: knownOf(met),
      state: stateOf(met),
      who: mendsItself(session, wall) ? t('walls.you') : who,
      how: first(howFor[reader].map((family) => known(`${family}.${wall}`))) ?? how,
    }
  }
}

/** Which codes the state of a wall is one of. */
const stateSets: Readonly<Record<string, CodeFamily>> = {
  authorization: 'authorizationState',
  association: 'associationType',
  customer_frozen: 'freezeScope',
}

function useStateOf(): (met: NamedWall) => string | undefined {
  const t = useText()
  const code = useCodeText()
  return ({ wall, state }) => {
    const set = stateSets[wall]
    if (state === undefined || set === undefined) return undefined
    return state === 'none' ? t('walls.none') : code(set, state)
  }
}

/** What is known of a wall, in words: what is left of a limit, what it allows, until when. */
function useKnownOf(): (met: NamedWall) => string {
  const t = useText()
  const language = useLanguage()
  return ({ from, until, left, limit, orders, months }) =>
    [
      left && t('walls.left', { amount: moneyText(left, language) }),
      limit && t('walls.limit', { amount: moneyText(limit, language) }),
      orders === undefined ? undefined : t('walls.orders', { count: orders }),
      months === undefined ? undefined : t('walls.months', { count: months }),
      from && t('walls.from', { instant: instantText(from, language) }),
      until && t('walls.until', { instant: instantText(until, language) }),
    ]
      .filter((part) => part !== undefined)
      .join(' · ')
}
