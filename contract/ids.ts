import { z } from 'zod'

/** The prefixes of all ids; an id says in a URL, a log line and a table what it is. */
export const idPrefixes = {
  account: 'acc',
  acting: 'act',
  apiKey: 'key',
  auditEvent: 'aud',
  association: 'aso',
  authorization: 'aut',
  broker: 'brk',
  code: 'cod',
  customer: 'cus',
  domain: 'dom',
  feedback: 'fbk',
  freeze: 'frz',
  identity: 'idn',
  identityProvider: 'idp',
  limit: 'lim',
  member: 'mem',
  order: 'ord',
  orderItem: 'itm',
  partner: 'par',
  passkey: 'psk',
  quote: 'quo',
  resource: 'res',
  session: 'ses',
} as const

export type IdKind = keyof typeof idPrefixes

/** Crockford's base 32 in small letters: 10 digits of time and 16 of chance, so ids sort by the time they were made. */
const idTail = '[0-9a-hjkmnp-tv-z]{26}'

function id<const B extends string>(prefix: string, _brand: B) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_${idTail}$`))
    .brand<B>()
}

export const ActingSessionId = id('act', 'ActingSessionId')
export const ApiKeyId = id('key', 'ApiKeyId')
export const AuthorizationId = id('aut', 'AuthorizationId')
export const BrokerId = id('brk', 'BrokerId')
export const CustomerId = id('cus', 'CustomerId')
export const DomainId = id('dom', 'DomainId')
export const MemberId = id('mem', 'MemberId')
export const OrderId = id('ord', 'OrderId')
export const PartnerId = id('par', 'PartnerId')
export const PasskeyId = id('psk', 'PasskeyId')
export const ResourceId = id('res', 'ResourceId')
export const SessionId = id('ses', 'SessionId')

/** An account of any kind: a partner's, a customer's or the operator's. */
export const AccountId = z.string().regex(new RegExp(`^(acc|cus|par)_${idTail}$`))

export type ActingSessionId = z.output<typeof ActingSessionId>
export type AuthorizationId = z.output<typeof AuthorizationId>
export type CustomerId = z.output<typeof CustomerId>
export type MemberId = z.output<typeof MemberId>
export type OrderId = z.output<typeof OrderId>
export type PartnerId = z.output<typeof PartnerId>
export type ResourceId = z.output<typeof ResourceId>
