import type { z } from 'zod'
import type { ApiKey } from '#contract/api-keys.ts'
import type { Passkey } from '#contract/factors.ts'
import type { Account, NewSession as NewSessionView } from '#contract/identity.ts'
import type { AccountKind, PartnerKind } from '#contract/permissions.ts'
import { refuse } from '#contract/refusals.ts'
import type { OwnSession } from '#contract/sessions.ts'
import { stepUpMinutes } from '#contract/verification.ts'
import type { Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import type { Membership, NewSession } from './queries.ts'
import type { ApiKeyRow } from './queries/api-keys.ts'
import type { Guesser } from './queries/factors.ts'
import type { PasskeyRow } from './queries/passkeys.ts'
import type { SessionRow } from './queries/sessions.ts'

/** A session ends after this, used or not. */
const sessionHours = 12
/** So many tries at one e-mail in so many minutes close the door for the rest of them, unless a session starts. */
export const maxSignInTries = 10
export const signInTriesMinutes = 15
/** One member may ask for so many codes in the time that one is good. */
export const maxCodesAtATime = 10
/** And for so many in an hour: with five tries at each, nobody guesses one of a million in days. */
export const maxCodesAnHour = 30

/** How long somebody waits who has tried too many codes. */
export const triesRetrySeconds = 3600

/** A code, recovery code or passkey that is not the right one; which of the ways it is wrong, nobody is told. */
export function refuseFactor(): never {
  const how = 'Try the next code, another factor, or start again. A code is good once.'
  refuse('factor_wrong', { reasons: [{ failed: 'factor', whoCanMend: 'the member', how }] })
}

/** A person who has proven who they are and is not signed in, as the member of one of their accounts. */
export function actorOf(identityId: string, membership: Membership): Actor {
  return {
    ...membership,
    identityId,
    kind: membership.kind as AccountKind,
    partnerKind: membership.partnerKind as PartnerKind | null,
    memberName: '',
    roles: [],
    sessionId: '',
    vouchedBy: null,
    steppedUpUntil: null,
    apiKey: null,
    acting: null,
  }
}

/** One person is mailed so many links in the time that one is good. */
export const maxResetsAtATime = 3

export function refusePassword(): never {
  const how = 'Type the password you sign in with. Who has forgotten it signs out and has a link mailed.'
  refuse('password_wrong', { reasons: [{ failed: 'password', whoCanMend: 'the member', how }] })
}

/** How long a browser waits for somebody to use a passkey. */
export const passkeyTimeoutMs = 120_000
/** Ed25519, ES256 and RS256, by their numbers in COSE: what authenticators have. */
export const passkeyAlgorithms = [-8, -7, -257] as const

/** What a passkey is for: the host of the server, without its port. */
export function rpIdOf(origins: readonly string[]): string {
  return URL.parse(origins[0] ?? '')?.hostname ?? ''
}

/** The challenge that a browser says it has passed on; undefined where it says nothing of the kind. */
export function challengeOf(clientDataJSON: string): string | undefined {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    const { challenge } = (said ?? {}) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

export function viewPasskey(row: Omit<PasskeyRow, 'credentialId' | 'transports'>): z.output<typeof Passkey> {
  return {
    id: row.id as z.output<typeof Passkey>['id'],
    name: row.name,
    addedAt: row.addedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    synced: row.synced,
  }
}

/** What the secret of a person's authenticator app is sealed as. */
export const sealPurpose = (identityId: string) => `authenticator app ${identityId}`

export type AccountView = z.output<typeof Account>

interface AccountRow {
  readonly accountId: string
  readonly kind: string
  readonly accountName: string
  readonly partnerKind: string | null
}

export function viewAccount({ accountId, kind, accountName, partnerKind }: AccountRow): AccountView {
  return { id: accountId, kind: kind as AccountKind, name: accountName, partnerKind: partnerKind as PartnerKind | null }
}

/** What somebody who signs in comes by. */
export interface Browser {
  readonly from: string | null
  readonly userAgent: string | null
}

/**
 * The one account that a session is confined to, because that account's identity provider has let it in: of what the
 * person has elsewhere it learns nothing, and ends nothing there.
 */
export function accountOfWord({ accountId, vouchedBy }: Pick<Actor, 'accountId' | 'vouchedBy'>): string | undefined {
  return vouchedBy === null ? undefined : accountId
}

/** Whose tries it is that are counted when somebody who is signed in guesses. */
export function guesserOf({ identityId, memberId, vouchedBy }: Actor): Guesser {
  return { identityId, memberId: vouchedBy === null ? null : memberId }
}

/** Who a session is for, from what, and whether a factor was shown at its start. */
export interface SessionStart {
  readonly identityId: string
  readonly chosen: Membership
  readonly browser: Browser
  readonly withFactor: boolean
  /** The identity provider of the chosen account, by whose word alone it starts. */
  readonly vouchedBy?: string
  /** The end of the session that this one goes on from. */
  readonly until?: Date
}

/** A session for a token, as a member of the chosen account. */
export function newSession(token: string, start: SessionStart, now: Date): NewSession {
  const { identityId, chosen, browser, withFactor, vouchedBy = null, until } = start
  const { memberId, accountId, channelId } = chosen
  return {
    tokenHash: hashOfToken(token),
    id: newId('session'),
    identityId,
    memberId,
    accountId,
    channelId,
    startedAt: now,
    expiresAt: until ?? new Date(now.getTime() + sessionHours * 3_600_000),
    startedFrom: browser.from,
    userAgent: browser.userAgent,
    steppedUpUntil: withFactor ? endOfStepUp(now) : null,
    identityProviderId: vouchedBy,
  }
}

/** Until when a factor that was shown now is fresh. */
export function endOfStepUp(now: Date): Date {
  return new Date(now.getTime() + stepUpMinutes * 60_000)
}

/** The first part of an address: the network that somebody came from, and not the machine. Of IPv6 that is 48 bits. */
export function maskAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return plain.includes(':') ? `${groupsOf(plain).slice(0, 3).join(':')}:*` : plain.replace(/\.\d+$/, '.*')
}

/** The eight groups of an address of IPv6: `::` stands for as many of nought as are not written. */
function groupsOf(address: string): string[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.match(/[^:]+/g) ?? [])
  const nought = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return [...head, ...nought, ...tail].map((group) => group.replace(/^0+(?=.)/, ''))
}

export function viewOwnSession(row: SessionRow, sessionId: string): z.output<typeof OwnSession> {
  return {
    id: row.id as z.output<typeof OwnSession>['id'],
    accountName: row.accountName,
    startedAt: row.startedAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.startedFrom === null ? null : maskAddress(row.startedFrom),
    userAgent: row.userAgent,
    current: row.id === sessionId,
  }
}

/** The instant at which a key ends that is made for so many days. */
export function expiryOfKey(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}

export function viewApiKey({ id, name, prefix, permissions, ...at }: ApiKeyRow): z.output<typeof ApiKey> {
  return {
    id: id as z.output<typeof ApiKey>['id'],
    name,
    prefix,
    permissions: [...permissions],
    createdAt: at.createdAt.toISOString(),
    expiresAt: at.expiresAt.toISOString(),
    lastUsedAt: at.lastUsedAt?.toISOString() ?? null,
    revokedAt: at.revokedAt?.toISOString() ?? null,
  }
}

export function viewNewSession(
  session: NewSession,
  email: string,
  chosen: Membership,
  memberships: readonly Membership[],
): z.output<typeof NewSessionView> {
  return {
    account: viewAccount(chosen),
    member: { id: session.memberId, email },
    accounts: memberships.map(viewAccount),
    expiresAt: session.expiresAt.toISOString(),
  }
}
