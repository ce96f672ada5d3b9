import { z } from 'zod'
import { AccountId, MemberId } from './ids.ts'
import { operation } from './operation.ts'
import { AccountKind, PartnerKind } from './permissions.ts'
import { Email, Instant, Language, text } from './text.ts'
import { AuthenticatorCode, RecoveryCode, VerificationPurpose } from './verification.ts'

export const Account = z.object({
  id: z.string(),
  kind: AccountKind,
  name: z.string(),
  partnerKind: PartnerKind.nullable(),
})

/** A session that has just begun. */
export const NewSession = z.object({
  account: Account,
  member: z.object({ id: z.string(), email: z.string() }),
  /** Every account this person may choose from. */
  accounts: z.array(Account),
  expiresAt: Instant,
})

/** How the console looks to one member. Null leaves it to the browser and the console. */
export const Preferences = z.object({
  language: Language.nullable(),
  theme: z.enum(['light', 'dark', 'system']).nullable(),
  density: z.enum(['comfortable', 'compact']).nullable(),
})
export type Preferences = z.output<typeof Preferences>

/** Whom a session is for: one person as a member of one account. */
export const Session = NewSession.omit({ expiresAt: true }).extend({
  /** It was let in by its account’s identity provider, and is good for that account alone. */
  singleSignOn: z.boolean(),
  member: z.object({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(z.string()) }),
  preferences: Preferences,
})

export const getInstallation = operation({
  name: 'getInstallation',
  method: 'GET',
  path: '/installation',
  summary: 'What kind of installation this is, for whoever has not signed in yet.',
  permission: 'anyone',
  input: z.strictObject({}),
  output: z.object({
    /** It sends no mail and shows it instead, and has logins that everybody may use. */
    sandbox: z.boolean(),
  }),
})

export const signIn = operation({
  name: 'signIn',
  method: 'POST',
  path: '/sessions',
  perMinute: 60,
  summary: 'Sign in by e-mail and password. The session comes as a cookie.',
  permission: 'anyone',
  input: z
    .strictObject({
      email: Email,
      password: text(200),
      accountId: AccountId.optional(),
      /** Of whoever has an authenticator app: its code, or a recovery code in its place. */
      authenticatorCode: AuthenticatorCode.optional(),
      recoveryCode: RecoveryCode.optional(),
    })
    .refine((input) => input.authenticatorCode === undefined || input.recoveryCode === undefined, 'Send one factor'),
  output: NewSession,
  status: 201,
  refusals: ['credentials_wrong', 'factor_missing', 'factor_wrong', 'too_many_requests'],
})

export const getSession = operation({
  name: 'getSession',
  method: 'GET',
  path: '/sessions/current',
  summary: 'Who is signed in.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({}),
  output: Session,
})

export const setPreferences = operation({
  name: 'setPreferences',
  method: 'PUT',
  path: '/sessions/current/preferences',
  summary: 'Set how the console looks to this member, here and wherever they sign in next.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject(Preferences.shape),
  output: Preferences,
})

export const chooseAccount = operation({
  name: 'chooseAccount',
  method: 'POST',
  path: '/sessions/current:choose-account',
  summary: 'Go on as a member of another account of the same person. A new session takes the place of this one.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  input: z.strictObject({ accountId: AccountId }),
  output: NewSession,
  status: 201,
})

export const signOut = operation({
  name: 'signOut',
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'End this session, and every acting session opened in it.',
  permission: 'acting:leave',
  personal: true,
  leaves: true,
  input: z.strictObject({}),
  output: z.undefined(),
  status: 204,
})

export const requestVerificationCode = operation({
  name: 'requestVerificationCode',
  method: 'POST',
  path: '/verification-codes',
  perMinute: 60,
  summary: 'Have a six-digit code mailed to oneself. It is good for one purpose, once, for five minutes.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({ purpose: VerificationPurpose, subjectId: text(40).optional() }),
  output: z.object({ expiresAt: Instant }),
  status: 202,
  refusals: ['too_many_requests'],
})

export const MemberReference = z.object({ id: MemberId, name: z.string() })
