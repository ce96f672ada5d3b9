import fc from 'fast-check'
import type { VerificationPurpose } from '#contract/verification.ts'
import { sessionCookie } from '#kernel/credentials.ts'
import { hostile, jsonOf } from './hostile.ts'
import { origin } from './person.ts'
import { exchangeForm } from './program-keys.ts'
import type { CustomerScene } from './office.ts'

/** What somebody may have in hand who should not come in. */
export interface Loot {
  /** Good, each in its own place and for its own member. */
  readonly live: {
    readonly session: string
    readonly key: string
    readonly token: string
    readonly tab: string
    readonly link: string
  }
  /** Over, each in its own way: sessions, keys, tokens. */
  readonly dead: readonly string[]
  /** Good, and other people's. */
  readonly foreign: readonly string[]
  /** Acting sessions that are over, or another's. */
  readonly otherTabs: readonly string[]
  readonly customer: CustomerScene
  readonly otherCustomers: readonly CustomerScene[]
  readonly otherAccounts: readonly string[]
  readonly login: { readonly email: string; readonly password: string; readonly accountId: string }
  /** The right code, of which one that is good exists when the attempt says so. */
  readonly code: string
}

export interface Attempt {
  readonly place: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly payload?: string
  /** The member has a good code for this when it is sent, so that only its form or its use can be wrong. */
  readonly hasCode?: VerificationPurpose
  /** Told nothing and done nothing is an answer too, where the specification wants a 200. */
  readonly mayShrug?: true
}

/** Texts that a credential turns into when one thing about it is wrong. */
const spoilings: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -1),
  (text) => text.slice(1),
  (text) => `${text}A`,
  (text) => text.slice(0, 20) + (text[20] === 'A' ? 'B' : 'A') + text.slice(21),
  (text) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()),
  (text) => text + text,
  (text) => `${text},${text}`,
  (text) => text.split('').toReversed().join(''),
  (text) => text.replace(/^p(.)\w_/, 'p$1x_').padEnd(48, '_'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => text.slice(0, 12),
  () => 'null',
  () => 'undefined',
  () => '*',
  () => '%',
  () => 'A'.repeat(43),
  () => `pck_${'A'.repeat(43)}`,
  () => `pct_${'_'.repeat(43)}`,
  () => 'x'.repeat(9000),
]

const textOf = (value: unknown) => (typeof value === 'string' ? value : jsonOf(value))

/** A text that opens nothing where only `good` would. */
export function wrongText({ live, dead, foreign, otherTabs }: Loot, good: string): fc.Arbitrary<string> {
  const misplaced = [...Object.values(live), ...otherTabs, ...dead, ...foreign]
  const spoilt = fc.constantFrom(...spoilings).map((spoil) => spoil(good))
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...misplaced) },
      { weight: 4, arbitrary: spoilt },
      { weight: 2, arbitrary: hostile.map(textOf) },
    )
    .filter((text) => text.trim() !== good)
}

/** The same, or what is no text at all: the right one in a list, in an object, as a number. */
export function wrongValue(loot: Loot, good: string): fc.Arbitrary<unknown> {
  const wrapped: unknown[] = [
    [good],
    [good, good],
    { value: good },
    { toString: good },
    [[good]],
    null,
    true,
    0,
    [],
    {},
  ]
  const asNumber = /^\d+$/.test(good)
    ? [Number(good), `${good} `, ` ${good}`, `+${good}`, `${good}\u0000`, '２４６８１０']
    : []
  return fc.oneof(
    { weight: 3, arbitrary: wrongText(loot, good) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(...wrapped, ...asNumber) },
    { weight: 1, arbitrary: hostile.filter((value) => value !== good) },
  )
}

const own = { host: 'localhost', origin }
export const cookieOf = (token: string) => `${sessionCookie}=${token}`
const bearerOf = (token: string) => `Bearer ${token}`

function byHeader(loot: Loot): fc.Arbitrary<Attempt>[] {
  const { live, customer } = loot
  const url = `/v1/customers/${customer.id}`
  const read = (place: string, headers: Attempt['headers'], at = url): Attempt => ({
    place,
    method: 'GET',
    url: at,
    headers: { host: 'localhost', ...headers },
  })
  const names = ['procura', '__host-procura', '__Host-procura2', 'x__Host-procura', 'session', '__Host-procura[]']
  const elsewhere = ['x-api-key', 'x-session', 'proxy-authorization', 'x-authorization', 'acting-session']
  const anything = fc.constantFrom(...Object.values(live))
  return [
    wrongText(loot, live.session).map((text) => read('cookie', { cookie: cookieOf(text.replaceAll(/[;\s"%]/g, '_')) })),
    fc.constantFrom(...names).map((name) => read('a cookie of another name', { cookie: `${name}=${live.session}` })),
    wrongText(loot, live.session).map((text) =>
      read('cookie twice', { cookie: [cookieOf(live.session), cookieOf(text.replaceAll(/[;\s]/g, '_'))] }),
    ),
    wrongText(loot, live.key)
      .filter((text) => text !== live.token)
      .map((text) => read('bearer', { authorization: bearerOf(text) })),
    fc
      .tuple(fc.constantFrom('Basic ', 'Token ', 'Bearer', 'Bearer  ', '', 'Bearer:', 'DPoP '), anything)
      .map(([scheme, text]) => read('another scheme', { authorization: scheme + text })),
    fc
      .tuple(anything, anything)
      .map(([one, other]) => read('bearer twice', { authorization: [bearerOf(one), bearerOf(other)] })),
    fc
      .oneof(wrongText(loot, live.key), anything)
      .map((text) => read('cookie and bearer', { cookie: cookieOf(live.session), authorization: bearerOf(text) })),
    fc
      .tuple(fc.constantFrom('access_token', 'token', 'api_key', 'session', '__Host-procura'), anything)
      .map(([name, text]) => read('in the address', {}, `${url}?${name}=${text}`)),
    fc.tuple(fc.constantFrom(...elsewhere), anything).map(([name, text]) => read('another header', { [name]: text })),
    wrongText(loot, live.link).map((text) =>
      read('mailed link', {}, `/v1/order-approvals/${encodeURIComponent(text.toWellFormed())}`),
    ),
    wrongText(loot, live.tab).map((text) =>
      read('acting session', { cookie: cookieOf(live.session), 'acting-session': text }),
    ),
    fc
      .constantFrom(live.tab, ...loot.otherTabs)
      .map((tab) => read('acting session by a key', { authorization: bearerOf(live.key), 'acting-session': tab })),
  ]
}

export function post(place: string, url: string, body: unknown, headers: Attempt['headers']): Attempt {
  const standing = { ...own, 'content-type': 'application/json', ...headers }
  return { place, method: 'POST', url, headers: standing, payload: jsonOf(body) }
}

function byBody(loot: Loot): fc.Arbitrary<Attempt>[] {
  const { live, login, code, otherAccounts } = loot
  const cookie = { cookie: cookieOf(live.session) }
  const key = { name: 'Mine', permissions: ['customers:read'], expiresInDays: 1 }
  const signIn = (place: string, change: object) => post(place, '/v1/sessions', { ...login, ...change }, {})
  return [
    wrongValue(loot, login.password).map((password) => signIn('password', { password })),
    wrongValue(loot, login.email)
      .filter((email) => typeof email !== 'string' || email.toLowerCase() !== login.email)
      .map((email) => signIn('e-mail', { email })),
    fc.oneof(fc.constantFrom(...otherAccounts), wrongValue(loot, login.accountId)).map((accountId) =>
      // No account at all is no mistake.
      signIn('account', { accountId: accountId ?? null }),
    ),
    fc.constantFrom('email', 'password').map((name) => signIn('sign-in without a field', { [name]: undefined })),
    wrongText(loot, login.password).map((text) => ({
      ...signIn('password twice', {}),
      payload: `${jsonOf(login).slice(0, -1)},"password":${jsonOf(text)}}`,
    })),
    wrongValue(loot, code).map((verificationCode) => ({
      ...post('code', '/v1/api-keys', { ...key, verificationCode }, cookie),
      hasCode: 'create_api_key' as const,
    })),
    fc
      .oneof(fc.constant(code), fc.stringMatching(/^\d{6}$/))
      .map((verificationCode) => post('code of another', '/v1/api-keys', { ...key, verificationCode }, cookie)),
    fc
      .oneof(fc.constantFrom(...otherAccounts), wrongValue(loot, login.accountId))
      .map((accountId) => post('choosing an account', '/v1/sessions/current:choose-account', { accountId }, cookie)),
  ]
}

type Form = Readonly<Record<string, string>>
const encoded = (form: Form) => new URLSearchParams(form).toString()

function submit(place: string, url: string, payload: string, headers: Attempt['headers'] = {}): Attempt {
  const standing = { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers }
  return { place, method: 'POST', url, headers: standing, payload }
}

function byForm(loot: Loot): fc.Arbitrary<Attempt>[] {
  const { live, customer, otherCustomers } = loot
  const right: Form = exchangeForm(live.key, customer)
  const names = Object.keys(right)
  const exchange = (place: string, change: Form, headers: Attempt['headers'] = {}) =>
    submit(place, '/oauth/token', encoded({ ...right, ...change }), headers)
  const resources = [
    ...otherCustomers.map((other) => exchangeForm('', other).resource),
    (right['resource'] ?? '').replace(origin, 'https://evil.example'),
  ]
  const wrongReasons = ['', ' ', '\u0000', 'x'.repeat(501)]
  const extra = [{ cookie: cookieOf(live.session) }, { authorization: bearerOf(live.key) }, { authorization: '' }]
  const types = ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml']
  return [
    wrongText(loot, live.key).map((text) => exchange('subject token', { subject_token: text })),
    fc
      .oneof(fc.constantFrom(...resources), wrongText(loot, right['resource'] ?? ''))
      .map((resource) => exchange('resource', { resource })),
    fc
      .tuple(fc.constantFrom('grant_type', 'subject_token_type'), hostile.map(textOf))
      .map(([name, text]) => exchange('kind of token', { [name]: text })),
    fc.constantFrom(...wrongReasons).map((reason) => exchange('reason', { reason })),
    fc
      .constantFrom(...names)
      .map((gone) =>
        submit(
          'missing',
          '/oauth/token',
          encoded(Object.fromEntries(Object.entries(right).filter(([name]) => name !== gone))),
        ),
      ),
    fc
      .tuple(fc.constantFrom(...names), fc.oneof(wrongText(loot, ''), fc.constantFrom(live.key, '')))
      .map(([name, text]) => submit('repeated', '/oauth/token', `${encoded(right)}&${encoded({ [name]: text })}`)),
    fc
      .tuple(fc.constantFrom(...names), fc.constantFrom('[]', '[0]', '[a]', '.0', '%00'))
      .map(([name, tail]) =>
        submit('as a list', '/oauth/token', encoded(right).replace(`${name}=`, `${name}${tail}=`)),
      ),
    fc.constantFrom(...extra).map((headers) => exchange('a second credential', {}, headers)),
    fc.constantFrom(...types).map((type) => exchange('another type', {}, { 'content-type': type })),
    fc.constantFrom(`?${encoded(right)}`, '?x').map((query) => submit('query', `/oauth/token${query}`, encoded(right))),
    fc
      .constantFrom('x'.repeat(20_000), '&'.repeat(5000), '=', '%', '%ff=%fe', jsonOf(right), '', '\u0000')
      .map((payload) => submit('no form', '/oauth/token', payload)),
    // A stranger's key is a live one, and learns that for the stranger there is no such token.
    wrongText(loot, live.key).map((text) => ({
      ...submit('introspection by', '/oauth/introspect', encoded({ token: live.token }), {
        authorization: bearerOf(text),
      }),
      mayShrug: true as const,
    })),
    wrongText(loot, live.token).map((token) => ({
      ...submit('introspection of', '/oauth/introspect', encoded({ token }), { authorization: bearerOf(live.key) }),
      mayShrug: true as const,
    })),
    wrongText(loot, live.token)
      .filter((text) => !loot.foreign.includes(text))
      .map((token) => ({ ...submit('revocation', '/oauth/revoke', encoded({ token })), mayShrug: true as const })),
  ]
}

/** Attempts at every place that takes a credential, none of which may come in. */
export function attemptsWith(loot: Loot): fc.Arbitrary<Attempt> {
  return fc.oneof(...byHeader(loot), ...byBody(loot), ...byForm(loot))
}
