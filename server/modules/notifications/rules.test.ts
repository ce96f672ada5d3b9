import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as letters from './rules.ts'
import { sayApprovalWanted } from './say-approval-wanted.ts'

const code = /\b\d{6}\b/g
const news = {
  customerName: 'Company 100000',
  partnerName: 'Partner 654321',
  requesterName: 'Li Wei',
  message: 'Ticket 123456, see 777777.888888',
  reason: 'As of 202611',
  actions: ['purchase_yearly_monthly', 'view_orders'],
  serviceFamilies: ['compute'],
  currency: 'JPY',
  maxOrderMinor: 100_000n,
  maxMonthMinor: 999_999n,
  maxOrders: 100_000n,
  longestTermMonths: 36,
  validFrom: new Date('2026-11-22T10:11:12Z'),
  validUntil: new Date('2027-11-22T10:11:12Z'),
  autoExtend: true,
  approvalMode: 'approve_above',
  approveAboveMinor: 123_456n,
}
const acting = {
  ...news,
  memberName: 'Li 112233',
  reason: '445566',
  startedAt: news.validFrom,
  expiresAt: news.validUntil,
}
const order = {
  ...acting,
  orderId: 'ord_01kaw3g4y8q2s6v0x4z8b2d6fh',
  totalMinor: 123_456n,
  placedAt: news.validFrom,
}
const waiting = {
  ...order,
  state: 'pending_approval',
  committedMinor: 654_321n,
  decidedByName: 'Zhou 778899',
  lapsesAt: news.validUntil,
  placerEmail: null,
}
const feedback = {
  memberName: 'Li 112233',
  memberEmail: 'li.998877@example.test',
  accountName: 'Partner 654321',
  page: '/orders/123456',
  text: 'Order 123456 is missing',
  sentAt: news.validFrom,
}
const url = 'https://procura.example.test'

const all = {
  requestedToCustomer: letters.sayRequestedToCustomer(news, url),
  requestedToPartner: letters.sayRequestedToPartner(news),
  approved: letters.sayApproved(news),
  rejected: letters.sayRejected(news),
  canceled: letters.sayCanceled(news),
  revoked: letters.sayRevoked(news),
  lapsed: letters.sayLapsed(news),
  expired: letters.sayExpired(news),
  ended: letters.sayEnded(news),
  extended: letters.sayExtended(news),
  extensionStopped: letters.sayExtensionStopped(news),
  expiring: letters.sayExpiring(news),
  approvalWanted: sayApprovalWanted(waiting, `${url}/order-approval#${'A'.repeat(43)}`, url),
  orderApproved: letters.sayOrderApproved(waiting),
  orderRejected: letters.sayOrderRejected(waiting),
  waitingCanceled: letters.sayWaitingCanceled(waiting),
  acting: letters.sayActing(acting, url),
  ordered: letters.sayOrdered(order, url),
  feedback: letters.sayFeedback(feedback),
}

test.each(Object.entries(all))('the mail %s has no six digits standing alone, whatever people wrote', (_name, mail) => {
  expect(`${mail.subject}\n${mail.text}`.match(code)).toBeNull()
  expect(mail.subject).not.toMatch(/\n/)
})

test('no message, name or amount can look like a verification code', () => {
  const digits = fc.stringMatching(/^[0-9 .,;:_a-z-]{0,40}$/)
  fc.assert(
    fc.property(digits, digits, fc.bigInt({ min: 1n, max: 10n ** 14n }), (message, partnerName, maxOrderMinor) => {
      const wish = { ...news, message, partnerName, maxOrderMinor, reason: message }
      for (const mail of [letters.sayRequestedToCustomer(wish, url), letters.sayRevoked(wish)])
        expect(`${mail.subject}\n${mail.text}`.match(code)).toBeNull()
    }),
  )
})

test('the code is the only six digits in its mail, and says what it is good for', () => {
  const mail = letters.sayCode('012345', 'decide_authorization', 5)
  expect(`${mail.subject}\n${mail.text}`.match(code)).toEqual(['012345'])
  expect(mail.text).toContain('to decide on an authorization')
})

test.each([
  [300_000_00n, 'USD', '300,000.00 USD'],
  [123_456n, 'JPY', '123,456 JPY'],
  [1_234_567_890n, 'KWD', '1,234,567.890 KWD'],
  [5n, 'EUR', '0.05 EUR'],
])('%s minor units of %s are said as %s', (minor, currency, said) => {
  expect(letters.sayMoney(minor, currency)).toBe(said)
})

test('the link to approve an order stands in its mail as it is, on a line of its own, and only where there is one', () => {
  const link = `${url}/order-approval#${'Ab-123456-_'.padEnd(43, 'z')}`
  expect(sayApprovalWanted(waiting, link, url).text).toMatch(new RegExp(`^${link}$`, 'm'))
  expect(sayApprovalWanted(waiting, null, undefined).text).not.toContain('#')
})

test('who is authorized reads which orders wait for approval', () => {
  const each = { ...news, approvalMode: 'approve_each', approveAboveMinor: null }
  const none = { ...news, approvalMode: 'notify', approveAboveMinor: null }
  expect(letters.sayApproved(news).text).toContain('orders above 123,456 JPY wait for approval')
  expect(letters.sayApproved(each).text).toContain('each order waits for approval')
  expect(letters.sayApproved(none).text).not.toContain('approval')
})
