import { sweepIdempotencyKeys } from '#kernel/idempotency.ts'
import type { JobTable } from '#kernel/worker.ts'
import {
  endDissociatedSessions,
  endOverSessions,
  endRevokedKeySessions,
  endRevokedSessions,
  endSignedOutSessions,
  endWithdrawnSessions,
  sweepActingSessions,
} from '#modules/acting/jobs.ts'
import { remindOfExpiry, sweepAuthorizations } from '#modules/authorizations/jobs.ts'
import { sweepSignIn } from '#modules/identity/jobs.ts'
import { mailJobs } from '#modules/notifications/jobs.ts'
import type { MailConfig } from '#modules/notifications/providers.ts'
import { bookExpenditure, lapseOrders, renewSummaries, summarizeCustomer } from '#modules/orders/jobs.ts'
import { provisioningCrontab, provisioningJobs } from '#modules/provisioning/jobs.ts'
import type { BrokerAccess } from '#modules/provisioning/jobs.ts'
import { resourceJobs } from '#modules/resources/jobs.ts'
import { auditLostDomain, auditSingleSignOn, sweepSingleSignOn } from '#modules/single-sign-on/jobs.ts'

/** What jobs need to know of the world outside they speak to. */
export type Outside = MailConfig & BrokerAccess

/** The one table of who listens to which event, and of what is done by name or by the clock. */
export function buildJobs(outside: Outside): JobTable {
  const mail = mailJobs(outside)
  const { fulfilOrder, ...provisioning } = provisioningJobs(outside)
  return {
    'acting_session.started': { tellCustomer: mail.tellActing },
    'api_key.revoked': { endSessions: endRevokedKeySessions },
    'authorization.requested': { tellBoth: mail.tellRequested },
    'authorization.approved': { tellBoth: mail.tellApproved },
    'authorization.rejected': { tellBoth: mail.tellRejected },
    'authorization.canceled': { tellBoth: mail.tellCanceled },
    'authorization.revoked': { endSessions: endRevokedSessions, tellBoth: mail.tellRevoked },
    'authorization.lapsed': { tellBoth: mail.tellLapsed },
    'authorization.expired': { endSessions: endOverSessions, tellBoth: mail.tellExpired },
    'authorization.renewed': { endSessions: endOverSessions },
    'authorization.extended': { tellBoth: mail.tellExtended },
    'authorization.extension_stopped': { tellBoth: mail.tellExtensionStopped },
    'authorization.expiring': { tellBoth: mail.tellExpiring },
    'authorization.ended': { endSessions: endDissociatedSessions, tellBoth: mail.tellEnded },
    'order.placed': { fulfil: fulfilOrder, summarize: summarizeCustomer, tellCustomer: mail.tellOrdered },
    'order.approval_requested': { askCustomer: mail.askApproval },
    'order.approved': { fulfil: fulfilOrder, summarize: summarizeCustomer, tellBoth: mail.tellOrderApproved },
    'order.rejected': { summarize: summarizeCustomer, tellBoth: mail.tellOrderRejected },
    'order.paid': { fulfil: fulfilOrder, summarize: summarizeCustomer },
    'order.canceled': { summarize: summarizeCustomer, tellBoth: mail.tellWaitingCanceled },
    'order.completed': { book: bookExpenditure },
    'order.failed': { summarize: summarizeCustomer },
    'budget.changed': { summarize: summarizeCustomer },
    'factors.changed': mail.tellFactorsChanged,
    'feedback.sent': mail.mailFeedback,
    'password_reset.requested': mail.mailPasswordReset,
    'permission.changed': { endSessions: endWithdrawnSessions },
    'session.ended': { endSessions: endSignedOutSessions },
    'single_sign_on.changed': { audit: auditLostDomain, tellAdministrators: mail.tellSingleSignOnChanged },
    'single_sign_on.finished': auditSingleSignOn,
    'verification_code.requested': mail.mailVerificationCode,
    ...provisioning,
    ...resourceJobs,
    lapseOrders,
    mailApprovalLink: mail.mailApprovalLink,
    remindOfExpiry,
    renewSummaries,
    sendMail: mail.sendMail,
    sweepActingSessions,
    sweepAuthorizations,
    sweepIdempotencyKeys,
    sweepKeptMail: mail.sweepKeptMail,
    sweepSignIn,
    sweepSingleSignOn,
  }
}

/** What is done by the clock: minute, hour, day of the month, month, day of the week; in UTC. */
export const crontab = [
  '*/5 * * * * sweepActingSessions ?max=3',
  '*/5 * * * * sweepAuthorizations ?max=3',
  '*/5 * * * * sweepIdempotencyKeys ?max=3',
  '50 * * * * sweepKeptMail ?max=3',
  '*/5 * * * * lapseOrders ?max=3',
  '5 0 * * * renewSummaries ?max=3',
  '20 * * * * remindOfExpiry ?max=3',
  '40 * * * * sweepSignIn ?max=3',
  '*/5 * * * * sweepSingleSignOn ?max=3',
  ...provisioningCrontab,
].join('\n')
