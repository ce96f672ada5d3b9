import { moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Mail } from './ports.ts'

export type Letter = Omit<Mail, 'to'>

export interface AuthorizationNews {
  readonly customerName: string
  readonly partnerName: string
  readonly requesterName: string
  readonly message: string
  readonly reason: string | null
  readonly actions: readonly string[]
  readonly serviceFamilies: readonly string[]
  readonly currency: string
  readonly maxOrderMinor: bigint | null
  readonly maxMonthMinor: bigint | null
  readonly maxOrders: bigint | null
  readonly longestTermMonths: number | null
  readonly validFrom: Date
  readonly validUntil: Date
  readonly autoExtend: boolean
  readonly approvalMode: string | null
  readonly approveAboveMinor: bigint | null
}

export interface ActingNews {
  readonly customerName: string
  readonly partnerName: string
  readonly memberName: string
  readonly reason: string
  readonly startedAt: Date
  readonly expiresAt: Date
}

export interface OrderNews {
  readonly orderId: string
  readonly customerName: string
  readonly partnerName: string
  readonly memberName: string
  readonly currency: string
  readonly totalMinor: bigint
  readonly placedAt: Date
}

/** Of an order that waits for the customer's approval, or did. */
export interface ApprovalNews extends OrderNews {
  readonly state: string
  readonly committedMinor: bigint
  readonly decidedByName: string | null
  readonly reason: string | null
  readonly lapsesAt: Date | null
  /** Null where the member who placed it is no member any more. */
  readonly placerEmail: string | null
}

export interface FeedbackNews {
  readonly memberName: string
  readonly memberEmail: string
  readonly accountName: string
  readonly page: string
  readonly text: string
  readonly sentAt: Date
}

/** One member is heard so often in so many hours. */
export const maxFeedbackAtATime = 10
export const feedbackHours = 1

const codePurposes: Readonly<Record<string, string>> = {
  decide_authorization: 'to decide on an authorization',
  revoke_authorization: 'to revoke an authorization',
  freeze_customer: 'to freeze a customer',
  set_budget: 'to set a budget',
  place_order: 'to place or approve an order',
  create_api_key: 'to make an API key',
  step_up: 'to confirm that it is you',
}

const actionNames: Readonly<Record<string, string>> = {
  purchase_yearly_monthly: 'buy yearly and monthly products',
  enable_pay_per_use: 'enable pay-per-use products',
  manage_resources: 'renew and unsubscribe resources',
  view_orders: 'see orders',
  view_resources: 'see resources',
}

/**
 * Six digits standing alone are a verification code and nothing else, so that people and programs find it at a
 * glance. Whatever somebody wrote or ordered, other digits are set apart here.
 */
function withoutCodes(text: string): string {
  return text.replace(/\b(\d{3})(\d{3})\b/g, '$1 $2')
}

export const signature = 'Procura\n'

export function letterOf(subject: string, paragraphs: readonly (string | null)[]): Letter {
  const text = paragraphs.filter((paragraph) => paragraph !== null).join('\n\n')
  const oneLine = subject.replace(/\s+/g, ' ')
  return { subject: withoutCodes(oneLine), text: withoutCodes(`${text}\n\n${signature}`) }
}

/** Thousands are set apart, e.g. `300,000.00 USD`. */
export function sayMoney(minor: bigint, currency: string): string {
  const [whole = '', fraction] = moneyOf(minor, currency as CurrencyCode).amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`
}

/** E.g. `2026-03-01 09:30 UTC`. */
export function sayInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

export function signIn(publicUrl: string | undefined): string {
  return publicUrl === undefined ? 'sign in' : `sign in at ${publicUrl}`
}

function sayScope(news: AuthorizationNews): string {
  const { actions, serviceFamilies, currency, longestTermMonths, maxOrderMinor, maxMonthMinor, maxOrders } = news
  const { approvalMode, approveAboveMinor: unasked } = news
  return [
    `- may: ${actions.map((action) => actionNames[action] ?? action).join(', ')}`,
    `- products: ${serviceFamilies.length === 0 ? 'all' : serviceFamilies.join(', ')}`,
    longestTermMonths === null ? null : `- longest term: ${longestTermMonths} months`,
    maxOrderMinor === null ? null : `- at most ${sayMoney(maxOrderMinor, currency)} per order`,
    maxMonthMinor === null ? null : `- at most ${sayMoney(maxMonthMinor, currency)} per month`,
    maxOrders === null ? null : `- number of orders: ${maxOrders.toLocaleString('en-US')}`,
    `- from ${sayInstant(news.validFrom)} until ${sayInstant(news.validUntil)}`,
    approvalMode === 'approve_each' ? '- each order waits for approval' : null,
    unasked === null ? null : `- orders above ${sayMoney(unasked, currency)} wait for approval`,
    news.autoExtend ? '- extended at its end, until it is stopped' : null,
  ]
    .filter((line) => line !== null)
    .join('\n')
}

export function sayCode(code: string, purpose: string, minutesLeft: number): Letter {
  const what = codePurposes[purpose] ?? 'to confirm what you are doing'
  return {
    subject: 'Your verification code',
    text: [
      `Your code ${what}:`,
      code,
      `It is good once, for ${minutesLeft} minutes. Nobody else will ever ask you for it.`,
      'If you did not ask for it, somebody else knows your password: change it.',
      'Procura\n',
    ].join('\n\n'),
  }
}

export function sayRequestedToCustomer(news: AuthorizationNews, publicUrl: string | undefined): Letter {
  return letterOf(`${news.partnerName} asks for authorization`, [
    `${news.requesterName} of ${news.partnerName} asks ${news.customerName} for authorization to act on its behalf.`,
    `What it is for: ${news.message}`,
    `What is asked for:\n${sayScope(news)}`,
    `You may grant this, grant less, or refuse: ${signIn(publicUrl)} and open My Partner, Authorization Management.`,
  ])
}

export function sayRequestedToPartner(news: AuthorizationNews): Letter {
  return letterOf(`Your request to ${news.customerName}`, [
    `Your request for authorization was sent to ${news.customerName}. You will hear when it is decided.`,
    `What you asked for:\n${sayScope(news)}`,
  ])
}

export function sayApproved(news: AuthorizationNews): Letter {
  return letterOf(`${news.customerName} has authorized ${news.partnerName}`, [
    `${news.customerName} has authorized ${news.partnerName} to act on its behalf.`,
    `What is granted:\n${sayScope(news)}`,
    `${news.customerName} can revoke it at any time.`,
  ])
}

export function sayRejected(news: AuthorizationNews): Letter {
  return letterOf(`${news.customerName} has refused the authorization`, [
    `${news.customerName} has refused the authorization that ${news.partnerName} asked for.`,
    news.reason && `Reason: ${news.reason}`,
  ])
}

export function sayCanceled(news: AuthorizationNews): Letter {
  return letterOf(`${news.partnerName} has taken its request back`, [
    `${news.partnerName} has taken back its request for authorization by ${news.customerName}.`,
    'There is nothing left to decide.',
  ])
}

export function sayRevoked(news: AuthorizationNews): Letter {
  return letterOf(`${news.customerName} has revoked the authorization`, [
    `${news.customerName} has revoked the authorization of ${news.partnerName}. Nobody can act under it any more.`,
    news.reason && `Reason: ${news.reason}`,
    'Orders that are placed already stand.',
  ])
}

export function sayLapsed(news: AuthorizationNews): Letter {
  return letterOf(`The request of ${news.partnerName} has lapsed`, [
    `The request of ${news.partnerName} for authorization by ${news.customerName} was not decided in time.`,
    `${news.partnerName} may ask again.`,
  ])
}

export function sayExpired(news: AuthorizationNews): Letter {
  return letterOf(`The authorization of ${news.partnerName} has expired`, [
    `The authorization of ${news.partnerName} by ${news.customerName} was good until ${sayInstant(news.validUntil)}.`,
    `To go on, ${news.partnerName} asks again and ${news.customerName} decides.`,
  ])
}

export function sayExtended(news: AuthorizationNews): Letter {
  return letterOf(`The authorization of ${news.partnerName} was extended`, [
    `The authorization of ${news.partnerName} by ${news.customerName} goes on, as it was granted,` +
      ` until ${sayInstant(news.validUntil)}.`,
    `${news.customerName} can stop that, or revoke it, at any time.`,
  ])
}

export function sayExtensionStopped(news: AuthorizationNews): Letter {
  return letterOf(`The authorization of ${news.partnerName} will not be extended`, [
    `${news.customerName} lets the authorization of ${news.partnerName} end on ${sayInstant(news.validUntil)}.`,
    `To go on, ${news.partnerName} asks for a renewal before and ${news.customerName} decides.`,
  ])
}

export function sayExpiring(news: AuthorizationNews): Letter {
  return letterOf(`The authorization of ${news.partnerName} ends soon`, [
    `The authorization of ${news.partnerName} by ${news.customerName} is good until ${sayInstant(news.validUntil)}.`,
    news.autoExtend
      ? `It is then extended for as long as it was granted for, unless ${news.customerName} stops that.`
      : `To go on, ${news.partnerName} asks for a renewal before and ${news.customerName} decides.`,
  ])
}

export function sayEnded(news: AuthorizationNews): Letter {
  return letterOf(`The authorization of ${news.partnerName} has ended`, [
    `The authorization of ${news.partnerName} by ${news.customerName} has ended with their association.`,
  ])
}

export function sayActing(news: ActingNews, publicUrl: string | undefined): Letter {
  return letterOf(`${news.partnerName} acts in your account`, [
    `${news.memberName} of ${news.partnerName} acts in the account of ${news.customerName}` +
      ` since ${sayInstant(news.startedAt)}, until ${sayInstant(news.expiresAt)} at the latest.`,
    `Reason: ${news.reason}`,
    `To see what is done, or to end it, ${signIn(publicUrl)} and open My Partner.`,
  ])
}

export function sayOrdered(news: OrderNews, publicUrl: string | undefined): Letter {
  return letterOf(`${news.partnerName} has ordered for you`, [
    `${news.memberName} of ${news.partnerName} has placed an order on behalf of ${news.customerName}.`,
    `Order: ${news.orderId}\nTotal: ${sayMoney(news.totalMinor, news.currency)}\nPlaced: ${sayInstant(news.placedAt)}`,
    `To see it, ${signIn(publicUrl)} and open Orders.`,
  ])
}

export function sayFacts(news: ApprovalNews): string {
  const { orderId, currency, totalMinor, committedMinor } = news
  const committed = committedMinor > totalMinor ? `\nWith a month of use: ${sayMoney(committedMinor, currency)}` : ''
  return `Order: ${orderId}\nTotal: ${sayMoney(totalMinor, currency)}${committed}\nPlaced: ${sayInstant(news.placedAt)}`
}

export function sayOrderApproved(news: ApprovalNews): Letter {
  const next = news.state === 'pending_payment' ? 'It is now to be paid.' : 'It is being fulfilled.'
  return letterOf(`${news.customerName} has approved an order`, [
    `${news.decidedByName} of ${news.customerName} has approved what ${news.memberName} of ${news.partnerName}` +
      ` ordered on its behalf. ${next}`,
    sayFacts(news),
  ])
}

export function sayOrderRejected(news: ApprovalNews): Letter {
  return letterOf(`${news.customerName} has rejected an order`, [
    `${news.decidedByName} of ${news.customerName} has rejected what ${news.memberName} of ${news.partnerName}` +
      ' ordered on its behalf. Nothing was bought.',
    news.reason && `Reason: ${news.reason}`,
    sayFacts(news),
  ])
}

export function sayWaitingCanceled(news: ApprovalNews): Letter {
  return letterOf(`An order of ${news.partnerName} for ${news.customerName} was canceled`, [
    `What ${news.memberName} of ${news.partnerName} ordered on behalf of ${news.customerName} was canceled,` +
      ' or was not approved in time. Nothing was bought.',
    sayFacts(news),
  ])
}

export function sayFeedback(news: FeedbackNews): Letter {
  return letterOf(`Feedback on ${news.page}`, [
    `${news.memberName} of ${news.accountName} says of ${news.page}:`,
    news.text,
    `Sent ${sayInstant(news.sentAt)}. To answer, write to ${news.memberEmail}.`,
  ])
}
