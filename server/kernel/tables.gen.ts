// Printed from the migrated database by `npm run tables`; a test fails when it is not up to date.
import type { ColumnType, Generated } from 'kysely'

/** Read as parsed; written as text that is JSON. */
export type Json = ColumnType<unknown, string, string>

export interface AccountDomainsTable {
  id: string
  accountId: string
  domain: string
  token: string
  addedAt: Date
  verifiedAt: Date | null
  removedAt: Date | null
}

export interface AccountsTable {
  id: string
  kind: string
  partnerKind: string | null
  channelId: string
  name: string
  createdAt: Date
}

export interface ActingSessionsTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  memberId: string
  memberName: string
  authorizationId: string
  sessionId: string
  reason: string
  startedAt: Date
  expiresAt: Date
  lastUsedAt: Date
  endedAt: Date | null
  endCause: string | null
}

export interface ActingTokensTable {
  tokenHash: Buffer
  actingSessionId: string
  apiKeyId: string
  permissions: string[]
  createdAt: Date
}

export interface ApiKeysTable {
  tokenHash: Buffer
  id: string
  identityId: string
  memberId: string
  accountId: string
  channelId: string
  name: string
  prefix: string
  permissions: string[]
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  identityProviderId: string | null
}

export interface ApprovalLinksTable {
  orderId: string
  memberId: string
  tokenHash: Buffer
  expiresAt: Date
  usedAt: Date | null
}

export interface AssociationsTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  type: string
  beganAt: Date
  endedAt: Date | null
}

export interface AuditEventsTable {
  channelId: string
  id: string
  at: Date
  operation: string
  result: string
  code: string | null
  actorKind: string
  actorMemberId: string | null
  actorMemberName: string | null
  actorPartnerId: string | null
  authorizationId: string | null
  actingSessionId: string | null
  customerId: string | null
  partnerId: string | null
  subjects: string[]
  reason: string | null
  detail: Json
  requestId: string
  sentFrom: string | null
  apiKeyId: string | null
}

export interface AuthenticatorAppsTable {
  identityId: string
  sealedSecret: string
  addedAt: Date
  confirmedAt: Date | null
  removedAt: Date | null
  lastStep: Generated<bigint>
}

export interface AuthorizationsTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  source: string
  state: string
  message: string
  requestedScope: Json
  currency: string
  actions: string[]
  serviceFamilies: string[]
  longestTermMonths: number | null
  maxOrderMinor: bigint | null
  maxMonthMinor: bigint | null
  maxOrders: bigint | null
  validFrom: Date
  validUntil: Date
  approvalMode: string | null
  commitmentLetterVersion: number
  authorizationLetterVersion: number | null
  requestedBy: string
  requestedByName: string
  requestedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  endedBy: string | null
  endedAt: Date | null
  reason: string | null
  approveAboveMinor: bigint | null
  commitmentLetterSha256: string | null
  authorizationLetterSha256: string | null
  autoExtend: Generated<boolean>
  firstUntil: Date | null
  renews: string | null
  remindedDays: number | null
}

export interface BrokerOperationsTable {
  channelId: string
  resourceId: string
  kind: string
  customerId: string
  partnerId: string
  brokerId: string
  state: string
  operation: string | null
  attempts: Generated<number>
  lastError: string | null
  startedAt: Date
  finishedAt: Date | null
  acceptedAt: Date | null
}

export interface BrokersTable {
  id: string
  name: string
  url: string
  username: string
  sealedPassword: string
  state: Generated<string>
  checkedAt: Date | null
  importedAt: Date | null
  lastError: string | null
  stateSince: Date | null
  importRequestedAt: Date | null
  importFailedAt: Date | null
  importError: string | null
}

export interface ClockTable {
  onlyRow: Generated<boolean>
  shift: Generated<string>
  timeZone: Generated<string>
}

export interface CustomerSummariesTable {
  channelId: string
  customerId: string
  partnerId: string
  month: string
  monthToDateMinor: Generated<bigint>
  budgetMinor: bigint | null
  budgetUsedMinor: Generated<bigint>
  budgetUsagePercent: string | null
  nextExpiryOn: string | null
  openOrders: Generated<number>
  liveResources: Generated<number>
}

export interface CustomerTagsTable {
  channelId: string
  customerId: string
  partnerId: string
  tag: string
}

export interface CustomersTable {
  channelId: string
  id: string
  partnerId: string
  name: string
  accountName: string
  email: string
  mobile: string | null
  currency: string
  associationId: string
  associatedAt: Date
  accountManagerId: string | null
  freezeId: string | null
  freezeScope: string | null
  codeAboveMinor: bigint | null
  closedAt: Date | null
  createdAt: Date
}

export interface DistributorPermissionsTable {
  channelId: string
  partnerId: string
  distributorId: string | null
  actOnBehalf: boolean
  mayFreeze: boolean
  setBudgets: boolean
  budgetQuotaMinor: bigint | null
  changedAt: Date
}

export interface ExpendituresTable {
  channelId: string
  customerId: string
  partnerId: string
  month: string
  serviceCode: string
  region: string
  billingMode: string
  sourceId: string
  currency: string
  amountMinor: bigint
}

export interface FactorTriesTable {
  identityId: string
  tries: number
  since: Date
  memberId: string | null
}

export interface FeedbackTable {
  channelId: string
  id: string
  accountId: string
  memberId: string
  page: string
  text: string
  sentAt: Date
  customerId: string | null
  authorizationId: string | null
  actingSessionId: string | null
}

export interface FreezesTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  scope: string
  origin: string
  reason: string
  frozenBy: string | null
  frozenAt: Date
  liftedBy: string | null
  liftedAt: Date | null
}

export interface IdempotencyKeysTable {
  channelId: string
  accountId: string
  callerId: string
  operation: string
  scopeId: string
  key: string
  requestHash: Buffer
  status: number
  response: string
  createdAt: Generated<Date>
}

export interface IdentitiesTable {
  id: string
  email: string
  passwordHash: string
  createdAt: Date
}

export interface IdentityProvidersTable {
  id: string
  accountId: string
  issuer: string
  clientId: string
  sealedSecret: string
  setAt: Date
  removedAt: Date | null
  acceptsUnverifiedEmails: Generated<boolean>
}

export interface KeptMailTable {
  id: Generated<bigint>
  recipient: string
  subject: string
  text: string
  sentAt: Date
}

export interface LedgerEntriesTable {
  channelId: string
  limitId: string
  period: string
  sourceId: string
  part: Generated<string>
  kind: string
  reserved: bigint
  posted: bigint
  customerId: string | null
  partnerId: string
  at: Date
}

export interface LettersTable {
  kind: string
  version: number
  language: string
  text: string
  sha256: string
  publishedAt: Date
}

export interface LimitsTable {
  channelId: string
  id: string
  kind: string
  customerId: string | null
  partnerId: string
  authorizationId: string | null
  cadence: string
  currency: string | null
  maximum: bigint
  reserved: Generated<bigint>
  posted: Generated<bigint>
  period: string
  overdrawn: Generated<boolean>
  onExhaustion: string | null
  version: Generated<number>
}

export interface MemberPreferencesTable {
  channelId: string
  memberId: string
  accountId: string
  language: string | null
  theme: string | null
  density: string | null
  changedAt: Date
}

export interface MembersTable {
  channelId: string
  id: string
  accountId: string
  partnerId: string | null
  customerId: string | null
  name: string
  email: string
  roles: string[]
  active: Generated<boolean>
  createdAt: Date
}

export interface MembershipsTable {
  memberId: string
  identityId: string
  accountId: string
  channelId: string
}

export interface OffersTable {
  planId: string
  regionId: string
  billingMode: string
  currency: string
  rate: string
  yearlyDiscounts: Json
  active: Generated<boolean>
}

export interface OrderItemsTable {
  channelId: string
  id: string
  orderId: string
  customerId: string
  partnerId: string
  line: number
  planId: string
  planName: string
  serviceCode: string
  region: string
  billingMode: string
  quantity: number
  termUnit: string | null
  termCount: number | null
  autoRenew: boolean
  parameters: Json
  listMinor: bigint
  discountMinor: bigint
  amountMinor: bigint
  committedMinor: bigint
  state: string
  failure: string | null
}

export interface OrdersTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  type: string
  state: string
  source: string
  currency: string
  totalMinor: bigint
  committedMinor: bigint
  month: string
  placedByMemberId: string | null
  placedByMemberName: string
  placedByPartnerId: string | null
  onBehalfOf: string | null
  authorizationId: string | null
  actingSessionId: string | null
  placedAt: Date
  paidAt: Date | null
  lapsesAt: Date | null
  completedAt: Date | null
  canceledAt: Date | null
  paysOnceApproved: boolean | null
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: Date | null
  decisionReason: string | null
}

export interface PartnersTable {
  channelId: string
  id: string
  kind: string
  name: string
  distributorId: string | null
  frozenAt: Date | null
  createdAt: Date
}

export interface PasskeyChallengesTable {
  challengeHash: Buffer
  purpose: string
  sessionId: string | null
  expiresAt: Date
  usedAt: Date | null
}

export interface PasskeysTable {
  id: string
  identityId: string
  credentialId: string
  publicKey: Buffer
  signCount: bigint
  transports: string[]
  synced: boolean
  name: string
  addedAt: Date
  lastUsedAt: Date | null
  removedAt: Date | null
}

export interface PasswordResetsTable {
  tokenHash: Buffer
  identityId: string
  expiresAt: Date
  usedAt: Date | null
  mailed: number
  since: Date
}

export interface PlansTable {
  id: string
  serviceId: string
  name: string
  description: string
  specification: Json
  availabilityZones: Json
  billingModes: string[]
  pricedBy: string | null
  parametersSchema: Json
  sampleParameters: Json
  active: boolean
  maxPollingSeconds: number | null
}

export interface RecoveryCodesTable {
  codeHash: Buffer
  identityId: string
  madeAt: Date
  usedAt: Date | null
  endedAt: Date | null
}

export interface RegionsTable {
  id: string
  name: string
  availabilityZones: string[]
}

export interface ResourcesTable {
  channelId: string
  id: string
  customerId: string
  partnerId: string
  orderId: string
  orderItemId: string
  unit: number
  name: string
  serviceCode: string
  planId: string
  region: string
  availabilityZone: string | null
  billingMode: string
  status: string
  startsAt: Date | null
  expiresAt: Date | null
  autoRenew: boolean
  attributes: Generated<Json>
  createdAt: Date
}

export interface SandboxLoginsTable {
  position: number
  memberId: string
  authorizationState: string
  frozen: boolean
}

export interface ServicesTable {
  id: string
  brokerId: string
  code: string
  name: string
  family: string
  description: string
  active: boolean
}

export interface SessionsTable {
  tokenHash: Buffer
  id: string
  identityId: string
  memberId: string
  accountId: string
  channelId: string
  startedAt: Date
  lastUsedAt: Date
  expiresAt: Date
  endedAt: Date | null
  startedFrom: string | null
  userAgent: string | null
  steppedUpUntil: Date | null
  identityProviderId: string | null
}

export interface SignInAttemptsTable {
  id: Generated<bigint>
  emailHash: Buffer
  sentFrom: string | null
  succeeded: boolean
  at: Date
}

export interface SignInTriesTable {
  emailHash: Buffer
  tries: number
  since: Date
}

export interface SingleSignOnAttemptsTable {
  stateHash: Buffer
  browserHash: Buffer
  accountId: string
  identityProviderId: string
  redirectUri: string
  nonce: string
  sealedVerifier: string
  expiresAt: Date
  usedAt: Date | null
}

export interface SingleSignOnStartsTable {
  accountId: string
  starts: number
  since: Date
}

export interface SingleSignOnSubjectsTable {
  accountId: string
  issuer: string
  subject: string
  memberId: string
  boundAt: Date
}

export interface VerificationCodesTable {
  id: string
  memberId: string
  purpose: string
  subjectId: string | null
  codeHash: Buffer | null
  tries: Generated<number>
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export interface Tables {
  accountDomains: AccountDomainsTable
  accounts: AccountsTable
  actingSessions: ActingSessionsTable
  actingTokens: ActingTokensTable
  apiKeys: ApiKeysTable
  approvalLinks: ApprovalLinksTable
  associations: AssociationsTable
  auditEvents: AuditEventsTable
  authenticatorApps: AuthenticatorAppsTable
  authorizations: AuthorizationsTable
  brokerOperations: BrokerOperationsTable
  brokers: BrokersTable
  clock: ClockTable
  customerSummaries: CustomerSummariesTable
  customerTags: CustomerTagsTable
  customers: CustomersTable
  distributorPermissions: DistributorPermissionsTable
  expenditures: ExpendituresTable
  factorTries: FactorTriesTable
  feedback: FeedbackTable
  freezes: FreezesTable
  idempotencyKeys: IdempotencyKeysTable
  identities: IdentitiesTable
  identityProviders: IdentityProvidersTable
  keptMail: KeptMailTable
  ledgerEntries: LedgerEntriesTable
  letters: LettersTable
  limits: LimitsTable
  memberPreferences: MemberPreferencesTable
  members: MembersTable
  memberships: MembershipsTable
  offers: OffersTable
  orderItems: OrderItemsTable
  orders: OrdersTable
  partners: PartnersTable
  passkeyChallenges: PasskeyChallengesTable
  passkeys: PasskeysTable
  passwordResets: PasswordResetsTable
  plans: PlansTable
  recoveryCodes: RecoveryCodesTable
  regions: RegionsTable
  resources: ResourcesTable
  sandboxLogins: SandboxLoginsTable
  services: ServicesTable
  sessions: SessionsTable
  signInAttempts: SignInAttemptsTable
  signInTries: SignInTriesTable
  singleSignOnAttempts: SingleSignOnAttemptsTable
  singleSignOnStarts: SingleSignOnStartsTable
  singleSignOnSubjects: SingleSignOnSubjectsTable
  verificationCodes: VerificationCodesTable
}
