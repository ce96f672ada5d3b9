import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { operations } from '#contract/index.ts'
import { visibilityOf } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import { takeTurns } from '#kernel/concurrency.ts'
import type { Pool, Tx } from '#kernel/db.ts'
import { serveDocs } from '#kernel/docs.ts'
import type { Health } from '#kernel/health.ts'
import { openHttp } from '#kernel/http.ts'
import type { HttpOptions } from '#kernel/http.ts'
import { plainDb } from '#kernel/kernel.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { serveOauth } from '#kernel/oauth.ts'
import type { Route } from '#kernel/operations.ts'
import type { Outgoing } from '#kernel/outgoing.ts'
import { openVault } from '#kernel/seal.ts'
import { serveRoutes } from '#kernel/serve.ts'
import { Streams } from '#kernel/streams.ts'
import { transact } from '#kernel/transaction.ts'
import { actingSource, actingTokenSource, readActingStanding, readStandingMarks } from '#modules/acting/providers.ts'
import { actingRoutes, oauthRoutes } from '#modules/acting/routes.ts'
import { authorizationRoutes } from '#modules/authorizations/routes.ts'
import { auditRoutes } from '#modules/audit/routes.ts'
import { budgetRoutes } from '#modules/budgets/routes.ts'
import { catalogRoutes } from '#modules/catalog/routes.ts'
import { readMember } from '#modules/identity/index.ts'
import { apiKeySource, guessSource, sessionSource, verificationSource } from '#modules/identity/providers.ts'
import { identityRoutes } from '#modules/identity/routes.ts'
import { notificationRoutes } from '#modules/notifications/routes.ts'
import { approvalLinkSource } from '#modules/orders/providers.ts'
import { orderRoutes } from '#modules/orders/routes.ts'
import { customerStanding } from '#modules/partners/providers.ts'
import { partnerRoutes } from '#modules/partners/routes.ts'
import { provisioningRoutes } from '#modules/provisioning/routes.ts'
import { resourceRoutes } from '#modules/resources/routes.ts'
import { singleSignOnRoutes } from '#modules/single-sign-on/routes.ts'

/** As long as a connection is waited for. */
const longestTurnMs = 10_000

/** The modules, in the line they stand in. */
export const routes: readonly Route[] = [
  ...identityRoutes,
  ...singleSignOnRoutes,
  ...partnerRoutes,
  ...catalogRoutes,
  ...budgetRoutes,
  ...authorizationRoutes,
  ...actingRoutes,
  ...resourceRoutes,
  ...orderRoutes,
  ...provisioningRoutes,
  ...notificationRoutes,
  ...auditRoutes,
]

export interface AppOptions extends Omit<HttpOptions, 'operations'> {
  readonly pool: Pool
  readonly log: Logger
  /** What the installation's sealed secrets are sealed with. */
  readonly secret: string
  /** The way out to what tenants name. */
  readonly outgoing: Outgoing
  readonly publicOrigin: string | null
  readonly plainHttpOffLoopback: boolean
  readonly sandbox: boolean
  readonly checkAnswers: boolean
  /** How long an event stream may go on without being known to be right, where it is not what the kernel says. */
  readonly streamsUnknownMs?: number
  readonly health?: Health
}

/** The same sources for who watches, which is not using: no session lasts longer for it. */
const whoWatches: Pick<Kernel, 'facts' | 'sessions' | 'bearers'> = {
  facts: { member: readMember, customer: customerStanding, acting: readActingStanding },
  sessions: sessionSource(),
  bearers: { apiKey: apiKeySource(), actingToken: actingTokenSource },
}

/** The HTTP server with every module's operations on it, not listening yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { pool, log, secret, outgoing, publicOrigin, plainHttpOffLoopback, sandbox, checkAnswers, health } = options
  const app = await openHttp({ ...options, operations })
  const transactAs = (actor: Actor, work: (tx: Tx) => Promise<void>) =>
    transact(pool, { visibility: visibilityOf(actor) }, work)
  const kernel: Kernel = {
    pool,
    log,
    facts: { member: readMember, customer: customerStanding, acting: actingSource(log, transactAs) },
    sessions: sessionSource({ db: plainDb(pool), log }),
    links: approvalLinkSource,
    bearers: { apiKey: apiKeySource(log), actingToken: actingTokenSource },
    verification: verificationSource,
    guesses: guessSource,
    vault: openVault(secret),
    outgoing,
    takeTurn: takeTurns(longestTurnMs),
    publicOrigin,
    plainHttpOffLoopback,
    sandbox,
    checkAnswers,
  }
  if (health)
    app.addHook('onResponse', async ({ routeOptions }, reply) => {
      const { operation } = routeOptions.config as { operation?: string }
      if (operation) health.observe(operation, reply.statusCode, reply.elapsedTime / 1000)
    })
  const streams = new Streams({ ...kernel, ...whoWatches }, readStandingMarks, options.streamsUnknownMs)
  app.addHook('preClose', () => streams.close())
  serveRoutes(app, kernel, routes, streams)
  await serveOauth(app, kernel, oauthRoutes)
  await serveDocs(app, operations)
  return app
}
