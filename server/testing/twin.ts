import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { openPool } from '#kernel/db.ts'
import { buildApp } from '../app.ts'
import { streamsUnknownMs } from './figures.ts'
import type { ServedElsewhere } from './inject.ts'
import type { Office } from './office.ts'
import { origin } from './person.ts'
import { outgoing } from './outgoing.ts'
import { secret } from './secret.ts'

const ownProcess = fileURLToPath(new URL('./twin-process.ts', import.meta.url))

/** A second server on the database of an office, in a process of its own. */
export interface Twin {
  readonly server: ServedElsewhere
  close(): Promise<void>
}

interface TwinOptions {
  readonly unknownMs?: number
  readonly lockTimeoutMs?: number
  readonly poolSize?: number
}

export async function openTwin({ database }: Office, options: TwinOptions = {}): Promise<Twin> {
  const child = fork(ownProcess, [database.serverUrl, JSON.stringify(options)], { execArgv: [] })
  const ended = once(child, 'exit')
  const told = Promise.race([once(child, 'message'), ended.then(() => [undefined])])
  const [url] = (await told) as [unknown]
  if (typeof url !== 'string') throw new Error('the second server did not start')
  return {
    server: { url },
    async close() {
      child.disconnect()
      await ended
    },
  }
}

/** What runs in that process. */
export async function serveTwin(
  databaseUrl: string,
  { unknownMs = streamsUnknownMs, poolSize = 8, ...waits }: TwinOptions,
): Promise<{ app: FastifyInstance; close(): Promise<void> }> {
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const pool = openPool(databaseUrl, poolSize, log, waits)
  const app = await buildApp({
    log,
    pool,
    secret,
    outgoing,
    trustProxy: false,
    publicOrigin: origin,
    plainHttpOffLoopback: false,
    sandbox: false,
    checkAnswers: true,
    streamsUnknownMs: unknownMs,
  })
  return {
    app,
    async close() {
      await app.close()
      await pool.end()
    },
  }
}
