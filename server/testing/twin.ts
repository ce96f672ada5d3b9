import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { openPool } from '#kernel/db.ts'
import { buildApp } from '../app.ts'
import type { Office } from './office.ts'
import { origin } from './person.ts'
import { secret } from './secret.ts'

const poolSize = 8

/** A second server on the database of an office, with connections of its own. */
export interface Twin {
  readonly app: FastifyInstance
  close(): Promise<void>
}

export async function openTwin({ database }: Office): Promise<Twin> {
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const pool = openPool(database.serverUrl, poolSize, log)
  const app = await buildApp({
    log,
    pool,
    secret,
    trustProxy: false,
    publicOrigin: origin,
    plainHttpOffLoopback: false,
    sandbox: false,
    checkAnswers: true,
  })
  await app.ready()
  return {
    app,
    async close() {
      await app.close()
      await pool.end()
    },
  }
}
