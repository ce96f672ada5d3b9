import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Pool } from '#kernel/db.ts'
import { problemOf, sendProblem } from '#kernel/problems.ts'
import { type SendPage, wantsPage } from '../console.ts'
import { findLogins, findMail } from './queries.ts'

/** Every login of the sandbox has this password; it is told at start and at `/dev/logins`, and exists nowhere else. */
export const sandboxPassword = 'procura-sandbox'

const MailQuery = z.strictObject({ to: z.email().max(254).toLowerCase().optional() })

interface Given {
  readonly pool: Pool
  readonly ownerUrl: string
  /** The console's page, where there is a console: people read mail there. */
  readonly sendPage: SendPage | undefined
}

/** What only the sandbox has: who can sign in, and the mail that was not sent. */
export function serveDevRoutes(app: FastifyInstance, { pool, ownerUrl, sendPage }: Given): void {
  app.get('/dev/logins', async () => {
    const items = await findLogins(ownerUrl)
    return { items: items.map((login) => ({ ...login, password: sandboxPassword })) }
  })
  app.get('/dev/mail', async (request, reply) => {
    if (sendPage && wantsPage(request)) return sendPage(reply)
    reply.header('vary', 'accept')
    const parsed = MailQuery.safeParse(request.query)
    if (parsed.success) return { items: await findMail(pool, parsed.data.to) }
    const errors = [{ pointer: '/to', code: 'invalid_format', message: 'Must be one e-mail address' }]
    return sendProblem(reply, problemOf('bad_request', { errors }, request.id))
  })
}
