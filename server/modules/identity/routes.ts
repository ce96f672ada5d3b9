import * as keys from '#contract/api-keys.ts'
import * as contract from '#contract/identity.ts'
import { command, open, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { chooseAccount } from './choose-account.ts'
import { createApiKey } from './create-api-key.ts'
import { describeSession } from './queries.ts'
import { listKeys } from './queries/api-keys.ts'
import { requestVerificationCode } from './request-verification-code.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { viewApiKey } from './rules.ts'
import { setPreferences } from './set-preferences.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

export const identityRoutes = [
  open(contract.getInstallation, async ({ sandbox }) => ({ sandbox })),
  open(contract.signIn, signIn),
  query(contract.getSession, (ctx) => describeSession(ctx)),
  command(contract.setPreferences, setPreferences),
  command(contract.chooseAccount, chooseAccount),
  command(contract.signOut, signOut),
  command(contract.requestVerificationCode, requestVerificationCode),
  command(keys.createApiKey, createApiKey),
  query(keys.listApiKeys, async (ctx, { cursor, limit }) => {
    const before = readCursor(cursor)
    await ctx.passed
    return toPage(await listKeys(ctx.db, ctx.actor, { before, limit }), limit, ({ id }) => id, viewApiKey)
  }),
  command(keys.revokeApiKey, revokeApiKey),
]
