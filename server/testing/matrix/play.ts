import type { Operation } from '#contract/operation.ts'
import { withoutRequestId } from '../document.ts'
import type { Answer } from '../person.ts'
import type { Sent } from '../scene.ts'
import type { Cast } from './cast.ts'
import { furnish } from './furnish.ts'
import { apart, askElsewhere, identities } from './identities.ts'
import type { Identity } from './identities.ts'
import { openJudge } from './judge.ts'
import type { Cell, Game, Judge } from './judge.ts'
import { denialElsewhere, denialOfOwn, isNarrow } from './table.ts'
import type { Row } from './table.ts'
import { idNames, makeTarget, missingLike, tenantNames } from './targets.ts'
import type { Target } from './targets.ts'

/** Plays one operation with everybody against every object. */
export type Player = (operation: Operation, row: Row) => Promise<Game>

/**
 * `narrowly`: what only the queries keep is asked as well: that an account manager and a delegate see one customer, and
 * that a distributor does not use what its channel's resellers were given. Row-level security knows accounts.
 */
export async function openPlayer(cast: Cast, narrowly: boolean): Promise<Player> {
  // A list without anything of others would pass for one that keeps it back.
  await furnish(cast)
  const judge = await openJudge(cast, narrowly)
  return async (operation, row) => {
    const game: Game = { operation, row, narrowly, wrong: [], leaks: [], cells: 0, denials: 0, controls: 0 }
    const own = await makeTarget(cast, operation, row, 'own')
    await playOwn(cast, judge, game, own)
    if (idNames(operation).length > 0) await playElsewhere(cast, judge, game, own)
    if (row.endsSessions) await cast.reviveSessions()
    game.leaks.push(...(await judge.leaks()))
    return game
  }
}

/** What is the customer's and its partner's: first by all who may not, then by all who may. */
async function playOwn(cast: Cast, judge: Judge, game: Game, own: Target): Promise<void> {
  const { operation, row, narrowly } = game
  const denied = identities.filter((identity) => !row.may.includes(identity) && (narrowly || !isNarrow(row, identity)))
  const cells = await Promise.all(
    denied.map(async (identity): Promise<Cell> => {
      const caller = await cast.callerFor(identity, own.customer)
      return { identity, object: 'own', sent: own.sent, caller, due: denialOfOwn(operation, row, identity) }
    }),
  )
  const together = cells.filter(({ identity }) => !apart.includes(identity))
  await judge.deny(game, together, true)
  for (const cell of cells.filter((one) => !together.includes(one)))
    await cast.inWorldOf(cell.identity, own.customer, () => judge.deny(game, [cell]))
  if (own.customer.id !== cast.customer.id) await cast.dismissDelegates(own.customer)
  if (own.sent.purpose) await judge.deny(game, [await withWrongCode(cast, own)])
  if (own.sent.isSteppedUp) await judge.deny(game, [await withoutFactor(cast, own)])
  await judge.control(game, own)
  for (const identity of row.may) {
    const target = operation.method === 'GET' ? own : await makeTarget(cast, operation, row, 'own')
    await judge.allow(game, identity, await cast.callerFor(identity, target.customer), target)
  }
}

/** By whoever may, with a code that is not the one that was mailed. */
async function withWrongCode(cast: Cast, { sent, customer }: Target): Promise<Cell> {
  const identity = sent.by.accountId === customer.id ? 'owner' : 'admin'
  const caller = { ...sent.by, sphere: (await cast.callerFor(identity, customer)).sphere }
  const due = '403 verification_code_wrong'
  return { identity, object: 'own, by a wrong code', sent, caller, due, isCodeRight: false }
}

/** By whoever may, and has not just proven that it is they. */
async function withoutFactor(cast: Cast, { sent, customer }: Target): Promise<Cell> {
  const { sphere } = await cast.callerFor('admin', customer)
  const { isSteppedUp: _, ...unproven } = sent
  const due = '403 step_up_needed'
  return { identity: 'admin', object: 'own, without a factor', sent: unproven, caller: { ...sent.by, sphere }, due }
}

/** What belongs to a neighbour of the same channel or to another channel answers like what nobody has. */
async function playElsewhere(cast: Cast, judge: Judge, game: Game, own: Target): Promise<void> {
  const { operation, row } = game
  const ask = async (object: string, sent: Sent): Promise<Map<Identity, Answer>> => {
    // All of the channel is the distributor's own.
    const asking = askElsewhere.filter((identity) => object !== 'near' || identity !== 'distributor')
    const cells = asking.map(async (identity): Promise<Cell> => {
      const caller = await cast.callerFor(identity, cast.customer)
      return { identity, object, sent, caller, due: denialElsewhere(operation, row, identity, object) }
    })
    return judge.deny(game, await Promise.all(cells))
  }
  const missing = await ask('missing', { ...own.sent, params: missingLike(own.sent) })
  if (tenantNames(operation).length === 0) return
  for (const place of ['near', 'far'] as const) {
    const foreign = await makeTarget(cast, operation, row, place)
    tellApart(game, place, await ask(place, foreign.sent), missing)
    if (idNames(operation).length > 1) {
      // Another's inner id below a customer of one's own.
      const below = (params: Sent['params']) => ({
        ...foreign.sent,
        params: { ...params, customerId: cast.customer.id },
      })
      const none = await ask('inner', below(missingLike(foreign.sent)))
      tellApart(game, 'inner', await ask('inner', below(foreign.sent.params)), none)
    }
    await judge.control(game, foreign)
  }
}

function tellApart(game: Game, object: string, there: Map<Identity, Answer>, missing: Map<Identity, Answer>): void {
  for (const [identity, answer] of there) {
    const other = missing.get(identity)
    if (other && withoutRequestId(answer) !== withoutRequestId(other))
      game.leaks.push(`${identity} can tell what is ${object} from what is missing`)
  }
}
