import * as keys from '#contract/api-keys.ts'
import * as factors from '#contract/factors.ts'
import * as contract from '#contract/identity.ts'
import * as passkeys from '#contract/passkeys.ts'
import * as passwords from '#contract/passwords.ts'
import * as sessions from '#contract/sessions.ts'
import * as stepUps from '#contract/step-ups.ts'
import { asking, command, open, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { addPasskey } from './add-passkey.ts'
import { changePassword } from './change-password.ts'
import { chooseAccount } from './choose-account.ts'
import { confirmAuthenticatorApp } from './confirm-authenticator-app.ts'
import { createApiKey } from './create-api-key.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'
import { provePassword } from './prove-password.ts'
import { describeSession } from './queries.ts'
import { listKeys } from './queries/api-keys.ts'
import { describeFactors } from './queries/describe-factors.ts'
import { findPasswordHash } from './queries/passwords.ts'
import { listOwnSessions } from './queries/sessions.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { requestVerificationCode } from './request-verification-code.ts'
import { removeAuthenticatorApp } from './remove-authenticator-app.ts'
import { removePasskey } from './remove-passkey.ts'
import { resetPassword } from './reset-password.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { viewApiKey, viewOwnSession } from './rules.ts'
import { setPreferences } from './set-preferences.ts'
import { signIn } from './sign-in.ts'
import { signInWithPasskey } from './sign-in-with-passkey.ts'
import { signOut } from './sign-out.ts'
import { startAuthenticatorApp } from './start-authenticator-app.ts'
import { startPasskey } from './start-passkey.ts'
import { startPasskeySignIn } from './start-passkey-sign-in.ts'
import { startPasskeyStepUp } from './start-passkey-step-up.ts'
import { stepUp } from './step-up.ts'

export const identityRoutes = [
  open(contract.getInstallation, async ({ sandbox }) => ({ sandbox })),
  open(contract.signIn, signIn),
  query(contract.getSession, (ctx) => describeSession(ctx)),
  command(contract.setPreferences, setPreferences),
  command(contract.chooseAccount, chooseAccount, { endsCredentials: true }),
  command(contract.signOut, signOut, { endsCredentials: true }),
  query(sessions.listSessions, async (ctx, { cursor, limit }) => {
    const before = readCursor(cursor)
    await ctx.passed
    const rows = await listOwnSessions(ctx.db, ctx.actor, { before, limit })
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => viewOwnSession(row, ctx.actor.sessionId),
    )
  }),
  command(sessions.endSession, endSession, { endsCredentials: true }),
  command(sessions.endOtherSessions, endOtherSessions, { endsCredentials: true }),
  query(factors.getFactors, (ctx) => describeFactors(ctx)),
  command(factors.startAuthenticatorApp, startAuthenticatorApp),
  command(factors.confirmAuthenticatorApp, confirmAuthenticatorApp),
  command(factors.removeAuthenticatorApp, removeAuthenticatorApp),
  command(factors.makeRecoveryCodes, makeRecoveryCodes),
  command(stepUps.stepUp, stepUp),
  asking(
    passwords.changePassword,
    {
      look: async (ctx) => {
        await ctx.passed
        return findPasswordHash(ctx.db, ctx.actor.identityId)
      },
      ask: (_, knownHash, input) => provePassword(knownHash, input),
      keep: changePassword,
    },
    { endsCredentials: true },
  ),
  open(passwords.requestPasswordReset, requestPasswordReset),
  open(passwords.resetPassword, resetPassword),
  command(passkeys.startPasskey, startPasskey),
  command(passkeys.addPasskey, addPasskey),
  command(passkeys.removePasskey, removePasskey),
  open(passkeys.startPasskeySignIn, startPasskeySignIn),
  open(passkeys.signInWithPasskey, signInWithPasskey),
  command(passkeys.startPasskeyStepUp, startPasskeyStepUp),
  command(contract.requestVerificationCode, requestVerificationCode),
  command(keys.createApiKey, createApiKey),
  query(keys.listApiKeys, async (ctx, { cursor, limit }) => {
    const before = readCursor(cursor)
    await ctx.passed
    return toPage(await listKeys(ctx.db, ctx.actor, { before, limit }), limit, ({ id }) => id, viewApiKey)
  }),
  command(keys.revokeApiKey, revokeApiKey, { endsCredentials: true }),
]
