import type { PartnerKind, Permission, Role } from '#contract/permissions.ts'

/** Whose request or job it is. It is passed, never ambient; nothing here is taken from a form value. */
export interface Actor {
  readonly kind: 'customer' | 'partner' | 'operator' | 'system' | 'anonymous'
  readonly channelId: string
  readonly accountId: string
  readonly accountName: string
  readonly partnerKind: PartnerKind | null
  readonly identityId: string
  /** The member's own session, or the API key that stands in its place. */
  readonly sessionId: string
  /** Until when this session counts as one that has just shown a factor. Null where it has not, and for programs. */
  readonly steppedUpUntil: Date | null
  /**
   * The account's identity provider, where the session stands by its word alone: it speaks for that account's member,
   * and not for the person. Null in every other session, and for programs.
   */
  readonly vouchedBy: string | null
  readonly memberId: string
  /** Known after the gate has read the member's row. */
  readonly memberName: string
  readonly roles: readonly Role[]
  /** Null in a member's own session. */
  readonly apiKey: ApiKeyShown | null
  /** Set while acting, and then the account acted in is `acting.customerId`. */
  readonly acting: {
    readonly id: string
    readonly customerId: string
    readonly authorizationId: string
    /** Why they switched role. */
    readonly reason: string
  } | null
}

/** The API key by which a member's program calls, or with which it has opened the token that it shows. */
export interface ApiKeyShown {
  readonly id: string
  /** The most that the program may do; the member's roles and all the walls stand beside it. */
  readonly permissions: readonly Permission[]
  readonly expiresAt: Date
  /** The one acting session that the token is for; null when the key itself was shown. */
  readonly actingSessionId: string | null
}

/** What row-level security lets a transaction see. */
export interface Visibility {
  readonly kind: 'customer' | 'partner' | 'distributor' | 'operator' | 'system' | 'nobody'
  readonly channelId: string
  readonly accountId: string
}

export function visibilityOf(actor: Actor): Visibility {
  const { channelId, accountId, kind } = actor
  if (kind === 'anonymous') return { kind: 'nobody', channelId: '', accountId: '' }
  if (kind === 'partner' && actor.partnerKind === 'distributor') return { kind: 'distributor', channelId, accountId }
  return { kind, channelId, accountId }
}

/** The actor of a job that serves one channel: Procura itself. */
export function systemActor(channelId: string): Actor {
  return {
    kind: 'system',
    channelId,
    accountId: channelId,
    accountName: 'Procura',
    partnerKind: null,
    identityId: '',
    sessionId: '',
    steppedUpUntil: null,
    vouchedBy: null,
    memberId: '',
    memberName: 'Procura',
    roles: [],
    apiKey: null,
    acting: null,
  }
}

export const anonymous: Actor = { ...systemActor(''), kind: 'anonymous', memberName: 'anonymous' }
