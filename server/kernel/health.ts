import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Health {
  readonly app: FastifyInstance
  /** Counts an answer by operation and status, with how long it took in seconds. */
  observe(operation: string, status: number, seconds: number): void
  /** From now on `/readyz` says no: a load balancer sends nothing more. */
  drain(): void
}

/** `/livez`, `/readyz` and `/metrics`, on a port of their own that is not for the public. */
export function openHealth(pool: pg.Pool): Health {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Histogram({
    name: 'procura_answer_seconds',
    help: 'How long operations took, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  let draining = false
  const app = fastify({ logger: false })
  app.get('/livez', () => ({ status: 'alive' }))
  app.get('/readyz', async (_, reply) => {
    if (draining) return reply.code(503).send({ status: 'draining' })
    try {
      await pool.query('select 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
  app.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  return {
    app,
    observe: (operation, status, seconds) => answers.observe({ operation, status }, seconds),
    drain: () => void (draining = true),
  }
}
