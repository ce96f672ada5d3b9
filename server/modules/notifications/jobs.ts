import type { EventPayload } from '#contract/events.ts'
import type { Db } from '#kernel/db.ts'
import type { Job, JobContext } from '#kernel/worker.ts'
import { makeCode } from '#modules/identity/index.ts'
import type { Mail } from './ports.ts'
import { mailerFor } from './providers.ts'
import type { MailConfig } from './providers.ts'
import {
  findActingNews,
  findAuthorizationNews,
  findFeedbackNews,
  findOrderNews,
  listEmails,
  listOperators,
} from './queries.ts'
import * as letters from './rules.ts'
import type { AuthorizationNews, Letter } from './rules.ts'

type AboutAuthorization = EventPayload<'authorization.requested'>

/** Who is told of each change of an authorization, and what. */
type Notice = (news: AuthorizationNews) => { owners: Letter; requester: Letter }

/** The jobs that mail people. Whatever fails is tried again by the queue, one mail at a time. */
export function mailJobs(config: MailConfig) {
  const mailer = mailerFor(config)
  const { publicUrl } = config
  const same =
    (say: (news: AuthorizationNews) => Letter): Notice =>
    (news) => ({ owners: say(news), requester: say(news) })
  return {
    mailVerificationCode: async (context: JobContext, { codeId }: { codeId: string }) => {
      // The code is made here and kept as a hash only. A second try makes another one, and the first is worth nothing.
      const made = await makeCode(context.db, codeId)
      if (made)
        await mailer.send({ to: made.email, ...letters.sayCode(made.code, made.purpose, made.minutesLeft) }, context.db)
    },
    mailFeedback: async (context: JobContext, { channelId, feedbackId }: EventPayload<'feedback.sent'>) => {
      const news = await context.transact(channelId, ({ tx }) => findFeedbackNews(tx, channelId, feedbackId))
      if (!news) return
      for (const operator of await listOperators(context.db))
        await context.transact(operator.channelId, async (job) => {
          const admins = await listEmails(job.tx, operator, 'admin')
          for (const to of admins) job.enqueue('sendMail', { to, ...letters.sayFeedback(news) })
        })
    },
    sendMail: async ({ db }: JobContext, mail: Mail) => mailer.send(mail, db),
    tellRequested: tellOfAuthorization((news) => ({
      owners: letters.sayRequestedToCustomer(news, publicUrl),
      requester: letters.sayRequestedToPartner(news),
    })),
    tellApproved: tellOfAuthorization(same(letters.sayApproved)),
    tellRejected: tellOfAuthorization(same(letters.sayRejected)),
    tellCanceled: tellOfAuthorization(same(letters.sayCanceled)),
    tellRevoked: tellOfAuthorization(same(letters.sayRevoked)),
    tellLapsed: tellOfAuthorization(same(letters.sayLapsed)),
    tellExpired: tellOfAuthorization(same(letters.sayExpired)),
    tellEnded: tellOfAuthorization(same(letters.sayEnded)),
    tellActing: tellOwners<EventPayload<'acting_session.started'>>(async (db, { channelId, actingSessionId }) => {
      const news = await findActingNews(db, channelId, actingSessionId)
      return news && letters.sayActing(news, publicUrl)
    }),
    tellOrdered: tellOwners<EventPayload<'order.placed'>>(async (db, { channelId, orderId }) => {
      const news = await findOrderNews(db, channelId, orderId)
      return news && letters.sayOrdered(news, publicUrl)
    }),
  } satisfies Record<string, Job>
}

function tellOfAuthorization(notice: Notice) {
  return async (context: JobContext, { channelId, customerId, authorizationId }: AboutAuthorization): Promise<void> => {
    await context.transact(channelId, async (job) => {
      const [news, owners] = await Promise.all([
        findAuthorizationNews(job.tx, channelId, authorizationId),
        listEmails(job.tx, { channelId, accountId: customerId }, 'owner'),
      ])
      if (!news) return
      const told = notice(news)
      for (const to of owners) job.enqueue('sendMail', { to, ...told.owners })
      if (news.requesterEmail) job.enqueue('sendMail', { to: news.requesterEmail, ...told.requester })
    })
  }
}

interface AboutCustomer {
  readonly channelId: string
  readonly customerId: string
}

/** Tells the customer's owners, when there is something to tell. */
function tellOwners<P extends AboutCustomer>(compose: (db: Db, payload: P) => Promise<Letter | undefined>) {
  return async (context: JobContext, payload: P): Promise<void> => {
    await context.transact(payload.channelId, async (job) => {
      const [letter, owners] = await Promise.all([
        compose(job.tx, payload),
        listEmails(job.tx, { channelId: payload.channelId, accountId: payload.customerId }, 'owner'),
      ])
      if (letter) for (const to of owners) job.enqueue('sendMail', { to, ...letter })
    })
  }
}
