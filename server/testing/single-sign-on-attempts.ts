import fc from 'fast-check'
import { browserCookie } from '#kernel/credentials.ts'
import { post, wrongText, wrongValue } from './credentials.ts'
import type { Attempt, Loot } from './credentials.ts'
import type { Back } from './single-sign-on.ts'

/** Attempts to come in by a provider's answer of which one thing is wrong, while all the rest is right and live. */
export function attemptsAtSingleSignOn(loot: Loot, { body, headers }: Back): fc.Arbitrary<Attempt> {
  const url = '/v1/sessions:finish-single-sign-on'
  const { cookie } = headers
  const secret = cookie.slice(cookie.indexOf('=') + 1)
  const wrong = (field: keyof Back['body']) =>
    wrongValue(loot, body[field]).map((value) =>
      post(`${field} of single sign-on`, url, { ...body, [field]: value ?? null }, headers),
    )
  return fc.oneof(
    wrong('state'),
    wrong('code'),
    fc
      .constantFrom(...loot.otherAccounts)
      .map((accountId) => post('account of single sign-on', url, { ...body, accountId }, headers)),
    wrongText(loot, secret).map((text) =>
      post('browser of single sign-on', url, body, { cookie: `${browserCookie}=${text.replaceAll(/[;\s"%]/g, '_')}` }),
    ),
    fc.constant(post('no browser of single sign-on', url, body, {})),
  )
}
