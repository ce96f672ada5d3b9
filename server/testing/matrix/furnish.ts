import { operations } from '#contract/index.ts'
import { send } from '../scene.ts'
import { validCalls } from '../valid-calls.ts'
import type { Cast } from './cast.ts'

/** What leaves something behind in every list: resources, orders, authorizations, acting sessions, the log. */
const calls = ['getResource', 'getAuthorization', 'freezeCustomer', 'startActingSession', 'replaceCustomerTags']

/** Gives every place customers with something to see, whom no account manager looks after. */
export async function furnish({ places }: Cast): Promise<void> {
  for (const scene of Object.values(places))
    for (const operation of operations.filter(({ name }) => calls.includes(name))) {
      const sent = await validCalls[operation.name]?.(scene)
      if (sent) await send(scene, operation, sent)
    }
}
