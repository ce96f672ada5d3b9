import * as contract from '#contract/identity.ts'
import { command, open, query } from '#kernel/operations.ts'
import { chooseAccount } from './choose-account.ts'
import { describeSession } from './queries.ts'
import { requestVerificationCode } from './request-verification-code.ts'
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
]
