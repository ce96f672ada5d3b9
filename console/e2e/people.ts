import { closeSync, existsSync, mkdirSync, openSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, createClient } from '#sdk/client.ts'
import { folder, serverUrl } from './environment.ts'

/** Somebody of the sample data who can sign in. */
export interface Login {
  readonly email: string
  readonly password: string
  readonly role: string
  readonly accountKind: 'partner' | 'customer' | 'operator'
  readonly accountId: string
  readonly accountName: string
  readonly accountLogin: string | null
  readonly partnerKind: 'distributor' | 'reseller' | 'solution_provider' | null
  readonly partnerName: string | null
  readonly authorization: string
  readonly frozen: boolean
}

/** What somebody has to be; of several values any one will do. */
type Wish = { readonly [F in keyof Login]?: Login[F] | readonly Login[F][] }

/** Whom most tests mean by a word. */
export const cast = {
  partner: { accountKind: 'partner', partnerKind: 'reseller', role: 'admin' },
  sales: { accountKind: 'partner', partnerKind: 'reseller', role: 'sales' },
  distributor: { accountKind: 'partner', partnerKind: 'distributor', role: 'admin' },
  operator: { accountKind: 'operator', role: 'admin' },
} as const satisfies Record<string, Wish>

export const sessionCookie = '__Host-procura'
const codeTimeoutMs = 15_000
const pollMs = 50

interface DevAnswers {
  readonly '/dev/logins': { items: Login[] }
  readonly '/dev/mail': { items: { to: string; subject: string; text: string; sentAt: string }[] }
}

async function readDev<P extends keyof DevAnswers>(path: P, query = ''): Promise<DevAnswers[P]> {
  const answer = await fetch(`${serverUrl}${path}${query}`)
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`)
  return (await answer.json()) as DevAnswers[P]
}

let known: Promise<Login[]> | undefined
const logins = () => (known ??= readDev('/dev/logins').then(({ items }) => items))

const fits = (wish: Wish) => (login: Login) =>
  Object.entries(wish).every(([field, value]) => [value].flat().includes(login[field as keyof Login]))

/** The first login of the sample data that is as wished: the one that all tests share. */
export async function findLogin(wish: Wish): Promise<Login> {
  const found = (await logins()).find(fits(wish))
  if (!found) throw new Error(`nobody in the sample data is ${JSON.stringify(wish)}`)
  return found
}

export interface FreshCustomer {
  readonly id: string
  readonly name: string
  readonly owner: Login
  /** The administrator of the partner that sells to it. */
  readonly partner: Login
}

/**
 * A customer that no other test has had and none will get, so that tests at the same time do not see each other's
 * work. It belongs to the reseller of `cast.partner`, is not frozen and has no authorization, unless otherwise wished.
 * @param suits tells by the customer's row whether it will do, as when a budget is needed
 * @param from which end of them to begin at: the last are copies that have ordered nothing yet
 */
export async function takeCustomer(
  wish: Wish = {},
  suits: (customer: Awaited<ReturnType<Client['getCustomer']>>) => boolean = () => true,
  from: 'first' | 'last' = 'first',
): Promise<FreshCustomer> {
  const { partnerName } = await findLogin(cast.partner)
  const wanted = { accountKind: 'customer', role: 'owner', partnerName, authorization: 'none', frozen: false, ...wish }
  // The first one belongs to whoever walks the story by hand.
  const fitting = (await logins()).filter(fits(wanted as Wish)).slice(1)
  for (const owner of from === 'first' ? fitting : fitting.toReversed()) {
    if (isClaimed(owner.accountId)) continue
    const partner = await findLogin({ accountKind: 'partner', role: 'admin', partnerName: owner.partnerName })
    const seller = await clientOf(partner)
    if (!suits(await seller.getCustomer({ customerId: owner.accountId })) || !claim(owner.accountId)) continue
    return { id: owner.accountId, name: owner.accountName, owner, partner }
  }
  throw new Error(`no customer is left that is ${JSON.stringify(wanted)}`)
}

const claims = join(folder, 'claims')
const isClaimed = (customerId: string) => existsSync(join(claims, customerId))

/** Of all workers, also of those that took the place of a failed one, a customer goes to one test only. */
function claim(customerId: string): boolean {
  mkdirSync(claims, { recursive: true })
  try {
    closeSync(openSync(join(claims, customerId), 'wx'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const tokens = new Map<string, string>()

/** A session of this person, as its cookie has it: one for each worker, made anew when a test has ended it. */
export async function sessionOf({ email, password }: Login): Promise<string> {
  const kept = tokens.get(email)
  if (kept !== undefined && (await lives(kept))) return kept
  const answer = await fetch(`${serverUrl}/v1/sessions`, {
    method: 'POST',
    headers: { origin: serverUrl, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const token = new RegExp(`${sessionCookie}=([^;]+)`).exec(answer.headers.getSetCookie().join('\n'))?.[1]
  if (token === undefined) throw new Error(`${email} cannot sign in: ${await answer.text()}`)
  tokens.set(email, token)
  return token
}

async function lives(token: string): Promise<boolean> {
  const { status } = await fetch(`${serverUrl}/v1/sessions/current`, {
    headers: { cookie: `${sessionCookie}=${token}` },
  })
  return status === 200
}

/** The API as this person, to set the scene before the browser opens, and to see what became of it. */
export async function clientOf(login: Login): Promise<Client> {
  const cookie = `${sessionCookie}=${await sessionOf(login)}`
  return createClient({ baseUrl: serverUrl, headers: { cookie, origin: serverUrl } })
}

/** The newest text that was mailed to somebody and has this in it. */
export async function mailedText(to: Login, wanted: RegExp): Promise<string> {
  for (const since = performance.now(); performance.now() - since < codeTimeoutMs; await sleep(pollMs)) {
    const { items } = await readDev('/dev/mail', `?to=${encodeURIComponent(to.email)}`)
    const found = items.map(({ text }) => wanted.exec(text)?.[0]).find((text) => text !== undefined)
    if (found !== undefined) return found
  }
  throw new Error(`nothing like ${wanted.source} was mailed to ${to.email}`)
}

/** The code that is mailed to somebody because of what `ask` does, never one that was mailed before. */
export async function mailedCode(to: Login, ask: () => Promise<unknown>): Promise<string> {
  const texts = async () => {
    const { items } = await readDev('/dev/mail', `?to=${encodeURIComponent(to.email)}`)
    return items.map(({ text }) => text)
  }
  const lock = await holdMailbox(to)
  try {
    const before = (await texts()).length
    await ask()
    for (const since = performance.now(); performance.now() - since < codeTimeoutMs; await sleep(pollMs)) {
      const mails = await texts()
      const code = mails.slice(0, mails.length - before).map((text) => /\b\d{6}\b/.exec(text)?.[0])
      const newest = code.find((digits) => digits !== undefined)
      if (newest !== undefined) return newest
    }
  } finally {
    rmdirSync(lock)
  }
  throw new Error(`no code was mailed to ${to.email}`)
}

/** One code at a time to one mailbox: two tests that share a member would take each other's. */
async function holdMailbox({ email }: Login): Promise<string> {
  const lock = join(folder, `mailbox ${email}`)
  for (;;) {
    try {
      mkdirSync(lock)
      return lock
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      await sleep(pollMs)
    }
  }
}
