import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { likeness } from './identities.ts'
import type { Identity } from './identities.ts'

/**
 * One operation's row: who may call it for what is their own. Everybody else is refused, and nobody reaches what is
 * another's or nobody's.
 */
export interface Row {
  readonly may: readonly Identity[]
  /** Who holds the verb, for what is their own, and does not find this: 404 instead of 403. */
  readonly blind?: readonly Identity[]
  /** Who finds this, holds the verb elsewhere, and may not use it here: 403, and 404 for what is another's. */
  readonly here?: readonly Identity[]
  /** How who is blind is told no, where it is not as if nothing were there. */
  readonly told?: string
  /** Answers whoever knows the password of whom it is about, or holds what stands in for it. */
  readonly byPassword?: true
  /** Ends the session of whoever calls it, which is opened again for the next row. */
  readonly endsSessions?: true
  /** The operation of a row that has another name, and what is asked differently from its valid call. */
  readonly operation?: string
  readonly query?: Readonly<Record<string, string>>
}

const customerPeople = ['owner', 'purchaser', 'viewer'] as const
const buyers = ['owner', 'purchaser'] as const
/** Members of the customer's own partner, each in one role. */
const sellers = ['admin', 'sales', 'accountManager', 'unpermitted'] as const
const partnerPeople = [...sellers, 'finance', 'partnerViewer'] as const
const otherPeople = ['otherOwner', 'otherAccountManager', 'otherPartner', 'distributor'] as const
const otherPartners = ['otherAccountManager', 'otherPartner', 'distributor'] as const
const operators = ['operator', 'operatorViewer'] as const
/** What is their own is their own account's, so strangers to the customer have theirs too. */
const signedIn = [...customerPeople, ...partnerPeople, ...otherPeople, ...operators] as const
/** Whoever decides how the members of their own account sign in. */
const administrators = [
  'admin',
  'unpermitted',
  'otherPartner',
  'distributor',
  'owner',
  'otherOwner',
  'operator',
] as const
const delegates = ['acting', 'actingNarrow'] as const
/** A delegate whose acting session is set aside is a member like any other. */
const setAside = [
  'acting',
  'actingNarrow',
  'actingExpired',
  'actingIdle',
  'actingRevoked',
  'actingUncovered',
  'actingDemoted',
  'actingUnpermitted',
] as const

/** The expected table, reviewed by hand against what the contract promises; never derived from the permissions. */
export const table: Readonly<Record<string, Row>> = {
  getInstallation: { may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  signIn: { byPassword: true, may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  getSession: { may: signedIn },
  setPreferences: { may: signedIn },
  requestVerificationCode: { may: signedIn },
  listSessions: { may: signedIn },
  // What proves who somebody is, is that person's alone: sessions, secrets, codes.
  endSession: { may: [], blind: signedIn },
  endOtherSessions: { may: signedIn },
  getFactors: { may: signedIn },
  startAuthenticatorApp: { may: signedIn },
  // Everybody has begun one by the row above, and the code of this one is not theirs.
  confirmAuthenticatorApp: { may: [], blind: signedIn, told: '403 factor_wrong' },
  removeAuthenticatorApp: { may: [], blind: signedIn },
  makeRecoveryCodes: { may: [], blind: signedIn },
  stepUp: { may: signedIn },
  // The password of the request is its sender's.
  changePassword: { may: [], blind: signedIn, told: '403 password_wrong' },
  requestPasswordReset: { may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  resetPassword: { byPassword: true, may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  startPasskey: { may: signedIn },
  // The challenge is that of the session which has asked for it.
  addPasskey: { may: [], blind: signedIn, told: '403 factor_wrong' },
  removePasskey: { may: [], blind: signedIn },
  startPasskeyStepUp: { may: [], blind: signedIn },
  startPasskeySignIn: { may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  signInWithPasskey: { byPassword: true, may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  getSingleSignOn: { may: administrators },
  // Of their own account each of them has set none so far: that comes below.
  removeIdentityProvider: { may: ['admin', 'unpermitted'], blind: administrators },
  setIdentityProvider: { may: administrators },
  addDomain: { may: administrators },
  verifyDomain: { may: ['admin', 'unpermitted'], blind: administrators },
  removeDomain: { may: ['admin', 'unpermitted'], blind: administrators },
  startSingleSignOn: { may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  finishSingleSignOn: { byPassword: true, may: ['anonymous', ...signedIn, ...setAside, 'actingUnassigned'] },
  createApiKey: { may: signedIn },
  listApiKeys: { may: signedIn },
  // A key is its member's alone.
  revokeApiKey: { may: [], blind: signedIn },
  sendFeedback: { may: [...signedIn, ...delegates] },

  listCustomers: { may: [...partnerPeople, ...otherPartners] },
  'getCustomer masked': {
    operation: 'getCustomer',
    query: {},
    may: [...customerPeople, ...partnerPeople, 'distributor', ...delegates],
  },
  // Unmasked, which a delegate never sees.
  getCustomer: { may: [...customerPeople, ...partnerPeople, 'distributor'], blind: ['actingUnassigned'] },
  freezeCustomer: { may: ['admin', 'distributor'] },
  unfreezeCustomer: { may: ['admin', 'distributor'] },
  replaceCustomerTags: { may: sellers },
  assignAccountManager: { may: ['admin', 'unpermitted'] },
  listAccountManagers: { may: ['admin', 'unpermitted', 'otherPartner', 'distributor'] },
  listResellers: { may: [...partnerPeople, ...otherPartners] },
  setDistributorPermission: { may: ['distributor'], blind: ['admin', 'unpermitted', 'otherPartner'] },
  listPartners: { may: operators },

  listServices: { may: [...signedIn, ...delegates] },
  listOffers: { may: [...signedIn, ...delegates] },
  getPriceList: { may: [...signedIn, ...delegates] },
  listRegions: { may: [...signedIn, ...delegates] },
  listBrokers: { may: operators },
  importCatalog: { may: ['operator'] },

  getBudget: { may: [...customerPeople, ...partnerPeople, 'distributor'] },
  setBudget: { may: ['admin', 'finance', 'distributor'] },

  getLetter: { may: signedIn },
  publishLetter: { may: ['operator'] },
  requestAuthorization: { may: ['admin', 'sales', 'accountManager', 'distributor'] },
  listAuthorizations: { may: [...customerPeople, ...partnerPeople, ...otherPeople] },
  getAuthorization: { may: [...customerPeople, ...partnerPeople], blind: ['distributor'] },
  approveAuthorization: { may: ['owner'] },
  rejectAuthorization: { may: ['owner'] },
  cancelAuthorization: { may: sellers, blind: ['distributor'] },
  revokeAuthorization: { may: ['owner'] },
  renewAuthorization: { may: ['admin', 'sales', 'accountManager'], blind: ['distributor'] },
  stopAutoExtend: { may: ['owner'] },

  startActingSession: { may: ['admin', 'sales', 'accountManager'] },
  listActingSessions: { may: [...customerPeople, ...partnerPeople, 'distributor', ...delegates] },
  // Of whoever may act: their own, and nobody else's.
  listOwnActingSessions: { may: [...sellers, ...otherPartners] },
  getActingSession: {
    may: [...customerPeople, ...partnerPeople, ...setAside],
    blind: ['distributor', 'actingUnassigned'],
  },
  // Asked in one's own name: also by who acts, whatever became of that.
  explainAuthority: { may: [...customerPeople, ...partnerPeople, 'distributor', ...setAside] },
  countActingSessions: { may: ['distributor'], blind: [...partnerPeople, 'otherAccountManager', 'otherPartner'] },
  // Leaving one's own, or the customer's owner ending any.
  endActingSession: {
    may: ['owner', 'admin'],
    blind: [...signedIn, ...setAside, 'actingUnassigned'],
    here: ['purchaser', 'viewer'],
  },

  quoteOrder: { may: [...buyers, ...delegates] },
  placeOrder: { may: [...buyers, 'acting'] },
  approveOrder: { may: buyers },
  rejectOrder: { may: buyers },
  payOrder: { may: buyers },
  cancelOrder: { may: buyers },
  listCustomerOrders: { may: [...customerPeople, ...partnerPeople, 'distributor', 'acting'] },
  getOrder: { may: [...customerPeople, ...partnerPeople, 'distributor', 'acting'] },
  listOrders: { may: [...partnerPeople, ...otherPartners] },
  listCustomerResources: { may: [...customerPeople, ...partnerPeople, 'distributor', 'acting'] },
  getResource: { may: [...customerPeople, ...partnerPeople, 'distributor', 'acting'] },
  listResources: { may: [...partnerPeople, ...otherPartners] },

  // As the customer itself; which events are told is each one's own right (server/event-streams.test.ts).
  streamEvents: { may: [...customerPeople, ...partnerPeople, 'distributor', ...delegates] },

  listAuditEvents: { may: signedIn },

  chooseAccount: { may: [...partnerPeople, 'otherAccountManager'], blind: signedIn, endsSessions: true },
  signOut: { may: [...signedIn, ...setAside, 'actingUnassigned'], endsSessions: true },
}

const notAllowed = '403 not_allowed'
const notFound = '404 not_found'
const over: readonly Identity[] = ['actingExpired', 'actingIdle', 'actingRevoked']
const partnerSide: readonly Identity[] = [...partnerPeople, ...otherPartners, ...delegates]

/**
 * Whether a refusal of one's own is the queries' alone to give: a distributor is shown its channel's rows by row-level
 * security, and a partner its own, whatever the operation is about.
 */
export const isNarrow = (row: Row, identity: Identity) =>
  identity === 'distributor' || (row.blind?.includes(identity) === true && !strangers.includes(identity))
const strangers: readonly Identity[] = ['otherOwner', 'otherPartner']

/** Whether any partner's member calls the operation at all, in whatever role. */
const isPartners = ({ may, blind = [] }: Row) => [...may, ...blind].some((identity) => partnerSide.includes(identity))
const setsAside = ({ leaves, besideActing }: Operation) => Boolean(leaves ?? besideActing)

/** How somebody is refused what they may not do at all, or what is a stranger's. */
export function denialOfOwn(operation: Operation, row: Row, identity: Identity): string {
  if (identity === 'anonymous') return '401 session_missing'
  if (row.blind?.includes(identity) && !row.here?.includes(identity)) return row.told ?? notFound
  if (over.includes(identity) && !setsAside(operation) && isPartners(row)) return '403 acting_session_over'
  // Without the customer in the path it is not looked for, and the walls say that there is none.
  if (identity === 'actingUnassigned' && !pathNames(operation.path).includes('customerId')) return notAllowed
  const like = likeness[identity]
  return like && row.may.includes(like) ? notFound : notAllowed
}

/** How somebody is refused what is another's or nobody's. */
export function denialElsewhere(operation: Operation, row: Row, identity: Identity, object: string): string {
  if (identity === 'anonymous') return '401 session_missing'
  if (identity === 'acting' && !setsAside(operation)) {
    const names = pathNames(operation.path)
    // Below the customer acted for: whether that is there is not told to who may not know.
    if (names.includes('customerId') && object !== 'inner')
      return isPartners(row) ? '409 acting_context_mismatch' : notAllowed
    return row.may.includes(identity) ? notFound : notAllowed
  }
  const holds = [...row.may, ...(row.blind ?? [])]
  return holds.includes(identity) || (identity === 'distributor' && holds.includes('admin')) ? notFound : notAllowed
}
