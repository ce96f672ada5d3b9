import type { EventPayload } from '#contract/events.ts'
import type { Db } from '#kernel/db.ts'
import type { Job, JobContext } from '#kernel/worker.ts'
import { findPersonsEmail, makeCode, sendPasswordReset } from '#modules/identity/index.ts'
import type { Mail, Mailer } from './ports.ts'
import { mailerFor } from './providers.ts'
import type { MailConfig } from './providers.ts'
import { makeApprovalLink } from '#modules/orders/index.ts'
import {
  deleteOldMail,
  findActingNews,
  findAuthorizationNews,
  findFeedbackNews,
  listEmails,
  listOperators,
  listTold,
} from './queries.ts'
import { findApprovalNews, findEmail, findOrderNews } from './queries/orders.ts'
import * as letters from './rules.ts'
import type { ApprovalNews, AuthorizationNews, Letter } from './rules.ts'
import { sayApprovalWanted } from './say-approval-wanted.ts'
import { sayPasswordReset } from './say-password-reset.ts'
import { sayFactorsChanged } from './say-factors-changed.ts'
import { saySingleSignOnChanged } from './say-single-sign-on-changed.ts'

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
    sweepKeptMail: async ({ db }: JobContext) => deleteOldMail(db),
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
    tellExtended: tellOfAuthorization(same(letters.sayExtended)),
    tellExtensionStopped: tellOfAuthorization(same(letters.sayExtensionStopped)),
    tellExpiring: tellOfAuthorization(same(letters.sayExpiring)),
    tellEnded: tellOfAuthorization(same(letters.sayEnded)),
    tellActing: tellOwners<EventPayload<'acting_session.started'>>(async (db, { channelId, actingSessionId }) => {
      const news = await findActingNews(db, channelId, actingSessionId)
      return news && letters.sayActing(news, publicUrl)
    }),
    tellOrdered: tellOwners<EventPayload<'order.placed'>>(async (db, { channelId, orderId }) => {
      const news = await findOrderNews(db, channelId, orderId)
      return news && letters.sayOrdered(news, publicUrl)
    }),
    ...factorJobs(mailer, publicUrl),
    tellSingleSignOnChanged: tellAdministrators(publicUrl),
    askApproval,
    mailApprovalLink: async (context: JobContext, asked: AskedMember) => {
      const { channelId, orderId, memberId } = asked
      const [news, to] = await context.transact(channelId, ({ tx }) =>
        Promise.all([findApprovalNews(tx, channelId, orderId), findEmail(tx, channelId, memberId)]),
      )
      if (news?.state !== 'pending_approval' || !news.lapsesAt || !to) return
      const token = publicUrl && (await makeApprovalLink(context.db, { orderId, memberId, expiresAt: news.lapsesAt }))
      // After the hash no server and no log sees the token before the page sends it.
      const link = token ? `${publicUrl}/order-approval#${token}` : null
      await mailer.send({ to, ...sayApprovalWanted(news, link, publicUrl) }, context.db)
    },
    tellOrderApproved: tellOfApproval(letters.sayOrderApproved),
    tellOrderRejected: tellOfApproval(letters.sayOrderRejected),
    tellWaitingCanceled: tellOfApproval((news) =>
      news.decidedByName === null ? letters.sayWaitingCanceled(news) : undefined,
    ),
  } satisfies Record<string, Job>
}

/** What is mailed to a person about how they prove who they are, in whichever account. */
function factorJobs(mailer: Mailer, publicUrl: string | undefined) {
  return {
    mailPasswordReset: async ({ db }: JobContext, { email }: EventPayload<'password_reset.requested'>) => {
      if (!publicUrl) return
      // After the hash no server and no log sees the token before the page sends it.
      const say = (token: string) => sayPasswordReset(`${publicUrl}/reset-password#${token}`)
      await sendPasswordReset(db, email, (token) => mailer.send({ to: email, ...say(token) }, db))
    },
    tellFactorsChanged: async ({ db }: JobContext, { identityId, change }: EventPayload<'factors.changed'>) => {
      const to = await findPersonsEmail(db, identityId)
      if (to) await mailer.send({ to, ...sayFactorsChanged(change, publicUrl) }, db)
    },
  } satisfies Record<string, Job>
}

function tellOfAuthorization(notice: Notice) {
  return async (context: JobContext, payload: AboutAuthorization): Promise<void> => {
    const { channelId, customerId, partnerId, authorizationId } = payload
    await context.transact(channelId, async (job) => {
      const [news, owners, admins] = await Promise.all([
        findAuthorizationNews(job.tx, channelId, authorizationId),
        listEmails(job.tx, { channelId, accountId: customerId }, 'owner'),
        listEmails(job.tx, { channelId, accountId: partnerId }, 'admin'),
      ])
      if (!news) return
      const told = notice(news)
      for (const to of owners) job.enqueue('sendMail', { to, ...told.owners })
      // Where the member who asked is no member any more, the partner hears of it by its administrators.
      const partners = news.requesterEmail ? [news.requesterEmail] : admins
      for (const to of partners) job.enqueue('sendMail', { to, ...told.requester })
    })
  }
}

/** Tells everybody who may change how an account's members sign in, and so also whoever has just done so. */
function tellAdministrators(publicUrl: string | undefined) {
  return async (context: JobContext, payload: EventPayload<'single_sign_on.changed'>): Promise<void> => {
    const { channelId, accountId, change } = payload
    await context.transact(channelId, async (job) => {
      const account = { channelId, accountId }
      const told = await Promise.all([listEmails(job.tx, account, 'owner'), listEmails(job.tx, account, 'admin')])
      for (const to of told.flat()) job.enqueue('sendMail', { to, ...saySingleSignOnChanged(change, publicUrl) })
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

interface AskedMember {
  readonly channelId: string
  readonly orderId: string
  readonly memberId: string
}

/** Asks each of the customer's owners, by a mail with a link of their own. */
async function askApproval(context: JobContext, payload: EventPayload<'order.approval_requested'>): Promise<void> {
  const { channelId, customerId, orderId } = payload
  await context.transact(channelId, async (job) => {
    const owners = await listTold(job.tx, { channelId, accountId: customerId }, 'owner')
    for (const { id: memberId } of owners) job.enqueue('mailApprovalLink', { channelId, orderId, memberId })
  })
}

/** Tells both sides what became of an order that waited: the customer's owners, and the member who placed it. */
function tellOfApproval(say: (news: ApprovalNews) => Letter | undefined) {
  return async (context: JobContext, payload: EventPayload<'order.canceled'>): Promise<void> => {
    const { channelId, customerId, orderId } = payload
    await context.transact(channelId, async (job) => {
      const news = await findApprovalNews(job.tx, channelId, orderId)
      const letter = news && say(news)
      if (!letter) return
      const owners = await listEmails(job.tx, { channelId, accountId: customerId }, 'owner')
      for (const to of news.placerEmail ? [...owners, news.placerEmail] : owners)
        job.enqueue('sendMail', { to, ...letter })
    })
  }
}
