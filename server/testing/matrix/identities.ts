/**
 * Who knocks at every operation. What each may is the table's; what each is, is `cast.ts`'s.
 * `other…` are strangers to the customer asked for, whatever their role; `acting…` are members of its partner's.
 */
export const identities = [
  'anonymous',
  'owner',
  'purchaser',
  'viewer',
  'otherOwner',
  'admin',
  'finance',
  'partnerViewer',
  'sales',
  'accountManager',
  'otherAccountManager',
  'acting',
  'actingNarrow',
  'actingExpired',
  'actingIdle',
  'actingRevoked',
  'actingUncovered',
  'actingDemoted',
  'actingUnassigned',
  'otherPartner',
  'distributor',
  'unpermitted',
  'actingUnpermitted',
  'operator',
  'operatorViewer',
] as const
export type Identity = (typeof identities)[number]

/** Asked in a world of their own: the distributor's permission withdrawn, or the authorization narrowed. */
export const apart: readonly Identity[] = ['unpermitted', 'actingUnpermitted', 'actingNarrow']

/** A stranger to the customer, and who is the same to a customer of their own. */
export const likeness: Partial<Readonly<Record<Identity, Identity>>> = {
  otherOwner: 'owner',
  otherAccountManager: 'accountManager',
  otherPartner: 'admin',
  actingUnassigned: 'acting',
}

/** Who also asks for what belongs to others and for what nobody has. The rest differ from these only by their state. */
export const askElsewhere: readonly Identity[] = [
  'anonymous',
  'owner',
  'purchaser',
  'viewer',
  'admin',
  'finance',
  'partnerViewer',
  'sales',
  'accountManager',
  'acting',
  'distributor',
  'operator',
  'operatorViewer',
]
