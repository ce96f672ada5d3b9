import type { z } from 'zod'
import type { ApiKey } from '#contract/api-keys.ts'
import type { Account, NewSession as NewSessionView } from '#contract/identity.ts'
import type { AccountKind, PartnerKind } from '#contract/permissions.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import type { Membership, NewSession } from './queries.ts'
import type { ApiKeyRow } from './queries/api-keys.ts'

/** A session ends after this, used or not. */
const sessionHours = 12
/** So many wrong passwords for one e-mail in so many minutes close the door for the rest of them. */
export const maxFailedSignIns = 10
export const failedSignInMinutes = 15
/** One member may ask for so many codes in the time that one is good. */
export const maxCodesAtATime = 10

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

/** A session for a token, as a member of the chosen account. */
export function newSession(token: string, identityId: string, chosen: Membership, now: Date): NewSession {
  const { memberId, accountId, channelId } = chosen
  return {
    tokenHash: hashOfToken(token),
    id: newId('session'),
    identityId,
    memberId,
    accountId,
    channelId,
    startedAt: now,
    expiresAt: new Date(now.getTime() + sessionHours * 3_600_000),
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
