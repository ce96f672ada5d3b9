import fc from 'fast-check'
import { Sending } from './sending.ts'
import type { Hear, Step } from './sending.ts'
import {
  approve,
  decideOn,
  decideOrder,
  demote,
  freeze,
  leave,
  order,
  pass,
  permit,
  request,
  switchRole,
} from './steps.ts'
import type { OnGrant, OnOrder } from './steps.ts'
import type { Mode } from './world.ts'

const limit = (...values: number[]) => fc.constantFrom<(number | null)[]>(null, ...values)
const bounds = fc.record({ maxOrder: limit(3000, 6000), maxMonth: limit(5000, 12_000), maxOrders: limit(1, 3) })
const mode = fc.constantFrom<Mode[]>('automatic', 'notify', 'approve_each', 'approve_each', 'approve_above')
const last = fc.constantFrom(0, 0, 0, 1, 2)
const quantity = fc.integer({ min: 1, max: 8 })
const payment = fc.constantFrom('now' as const, 'later' as const)
/** No sum of these ends within a minute before a limit, so that the time a test takes decides nothing. */
const minutes = fc.constantFrom(7, 20)
const validFor = fc.constantFrom(50, 1000)

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: bounds.map(request) },
  { weight: 3, arbitrary: fc.tuple(last, fc.option(bounds), mode, validFor).map((given) => approve(...given)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom<OnGrant[]>('reject', 'cancel', 'revoke', 'revoke'), last)
      .map((given) => decideOn(...given)),
  },
  { weight: 4, arbitrary: fc.constant(switchRole) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(last, fc.constantFrom('left' as const, 'ended_by_customer' as const))
      .map((given) => leave(...given)),
  },
  { weight: 8, arbitrary: fc.tuple(last, quantity, payment).map((given) => order(...given)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('owner' as const), quantity, payment).map((given) => order(...given)) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom<OnOrder[]>('approve', 'approve', 'reject', 'pay', 'pay', 'cancel'), last)
      .map((given) => decideOrder(...given)),
  },
  { weight: 2, arbitrary: fc.boolean().map(freeze) },
  { weight: 1, arbitrary: fc.boolean().map(permit) },
  { weight: 1, arbitrary: fc.boolean().map(demote) },
  { weight: 3, arbitrary: minutes.map(pass) },
)

/** Steps in any order, each through one of the two servers. */
export const anyCommand = (hear: Hear) =>
  fc.tuple(anyStep, fc.constantFrom(0, 1)).map(([step, server]) => new Sending(step, server, hear))

/** How most stories begin: it is asked, granted, and the member has switched role. */
export const opening = (hear: Hear) =>
  fc
    .tuple(bounds, mode, validFor)
    .map(([asked, how, until]) =>
      [request(asked), approve(0, null, how, until), switchRole].map(
        (step, place) => new Sending(step, place % 2, hear),
      ),
    )
