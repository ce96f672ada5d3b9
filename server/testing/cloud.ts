import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBroker } from '#brokers/sandbox-cloud/app.ts'
import { phaseOf } from '#brokers/sandbox-cloud/instance.ts'
import type { Instance } from '#brokers/sandbox-cloud/instance.ts'
import { openState } from '#brokers/sandbox-cloud/state.ts'
import { readCatalogNow, registerBroker } from '#modules/provisioning/index.ts'
import { secret } from './secret.ts'
import { openFaultyBroker } from './faulty-broker.ts'
import type { FaultyBroker } from './faulty-broker.ts'
import type { Office } from './office.ts'

const credentials = { username: 'procura', password: 'open sesame' }

/** The sandbox cloud in process, behind a proxy that may fail, known to an office as its broker. */
export interface Cloud {
  readonly brokerId: string
  readonly proxy: FaultyBroker
  /** How long the cloud takes for anything. */
  setProvisionMs(ms: number): void
  /** What exists in the cloud now. */
  instances(): Instance[]
  /** Every instance there ever was, by id. */
  everSeen(): string[]
  stop(): Promise<void>
}

export async function openCloud(office: Office): Promise<Cloud> {
  const directory = await mkdtemp(join(tmpdir(), 'procura-cloud-'))
  const state = await openState(directory)
  const instances = new Map<string, Instance>()
  const watched: typeof state = {
    ...state,
    save(instance) {
      instances.set(instance.id, instance)
      state.save(instance)
    },
  }
  const options = { ...credentials, state: watched, provisionMs: 0 }
  const app = buildBroker(options)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const proxy = await openFaultyBroker(`http://127.0.0.1:${port}`)
  const brokerId = await registerBroker(office.pool, { name: 'sandbox-cloud', url: proxy.url, ...credentials }, secret)
  await readCatalogNow(office.pool, brokerId, secret)
  proxy.seen.length = 0
  return {
    brokerId,
    proxy,
    setProvisionMs: (ms) => void (options.provisionMs = ms),
    instances: () =>
      [...instances.values()].filter((one) => !['gone', 'failed', 'deprovisioning'].includes(phaseOf(one, new Date()))),
    everSeen: () => [...instances.keys()],
    async stop() {
      await proxy.stop()
      await app.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
