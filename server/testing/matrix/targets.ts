import { idPrefixes } from '#contract/ids.ts'
import type { IdKind } from '#contract/ids.ts'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { newId } from '#kernel/ids.ts'
import type { CustomerScene } from '../office.ts'
import type { Answer } from '../person.ts'
import { addressOf, makeCode, makeSteppedUp } from '../scene.ts'
import type { Sent } from '../scene.ts'
import { validCalls } from '../valid-calls.ts'
import type { Caller, Cast, Place } from './cast.ts'
import type { Row } from './table.ts'

/** A request that must succeed for its sender, and the customer that it is about. */
export interface Target {
  readonly sent: Sent
  readonly customer: CustomerScene
}

/** Makes whatever the operation needs, in one of the places. */
export async function makeTarget(cast: Cast, operation: Operation, { query }: Row, place: Place): Promise<Target> {
  const make = validCalls[operation.name]
  if (!make) throw new Error(`${operation.name} has no valid call in server/testing/valid-calls.ts`)
  const scene = cast.places[place]
  const made: CustomerScene[] = []
  // The customer that a call is about is the last one made for it, or else the place's own.
  const customer: typeof cast.office.customer = async (partner, more) => {
    const one = await cast.office.customer(partner, more)
    if (place === 'own') await cast.assign(one)
    made.push(one)
    return one
  }
  const valid = await make({ ...scene, office: { ...cast.office, customer } })
  return { sent: query ? { ...valid, query } : valid, customer: made.at(-1) ?? scene.customer }
}

/** A request with its code, where one is wanted, that only waits to be sent. */
export async function prepare(
  { office }: Cast,
  operation: Operation,
  sent: Sent,
  { memberId, call }: Pick<Caller, 'memberId' | 'call'>,
  isCodeRight = true,
): Promise<() => Promise<Answer>> {
  const owner = memberId === '' ? sent.by.memberId : memberId
  if (sent.isSteppedUp && memberId !== '') await makeSteppedUp(office, memberId)
  const right = sent.purpose && (await makeCode(office, owner, sent.purpose))
  const code = right && { verificationCode: isCodeRight ? right : right.split('').reverse().join('') }
  const body = sent.body || code ? { ...sent.body, ...code } : undefined
  return () => call(operation.method, addressOf(operation, sent), body, sent.headers)
}

/** What stands in the path and is an id; a kind of letter is a word. */
export const idNames = ({ path }: Operation) => pathNames(path).filter((name) => name !== 'kind')

/** Ids of what belongs to somebody. */
export const tenantNames = (operation: Operation) =>
  idNames(operation).filter((name) => !['serviceId', 'brokerId'].includes(name))

/** Ids of the same form that nothing has. */
export function missingLike({ params = {} }: Sent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, id]) => {
      const kind = Object.keys(idPrefixes).find((one) => id.startsWith(`${idPrefixes[one as IdKind]}_`))
      return [name, kind === undefined ? `${id}-missing`.slice(-40) : newId(kind as IdKind)]
    }),
  )
}
