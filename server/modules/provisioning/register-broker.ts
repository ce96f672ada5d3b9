import { systemActor, visibilityOf } from '#kernel/actor.ts'
import { newId } from '#kernel/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { seal } from '#kernel/seal.ts'
import { transact } from '#kernel/transaction.ts'
import type { BrokerAddress } from './ports.ts'
import { upsertBroker } from './queries/brokers.ts'

export interface BrokerToRegister extends BrokerAddress {
  readonly name: string
}

/**
 * Makes a broker known, or says where it is now: registered again by its name, it keeps its id. Its password is kept
 * sealed with the installation's secret.
 */
export async function registerBroker(pool: Kernel['pool'], broker: BrokerToRegister, secret: string): Promise<string> {
  const { name, username, password } = broker
  const url = URL.parse(broker.url)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new Error('The address of a broker is an http or https URL without credentials')
  const sealedPassword = seal(secret, `broker ${name}`, password)
  return transact(pool, { visibility: visibilityOf(systemActor('')) }, (tx) =>
    upsertBroker(tx, { id: newId('broker'), name, url: broker.url, username, sealedPassword }),
  )
}
