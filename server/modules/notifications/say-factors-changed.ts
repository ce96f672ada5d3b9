import type { FactorChange } from '#contract/events.ts'
import { letterOf, signIn } from './rules.ts'
import type { Letter } from './rules.ts'

const changes: Readonly<Record<FactorChange, readonly [subject: string, said: string]>> = {
  api_key_made: [
    'An API key was made',
    'An API key was made with which a program does things in your name, as far as the key allows.',
  ],
  authenticator_app_added: ['An authenticator app was added', 'An authenticator app now confirms your sign-ins.'],
  authenticator_app_removed: [
    'Your authenticator app was removed',
    'Your authenticator app was removed, and your recovery codes with it. Your password alone signs you in.',
  ],
  passkey_added: ['A passkey was added', 'A passkey was added, with which one signs in without your password.'],
  passkey_removed: ['A passkey was removed', 'One of your passkeys was removed. Nobody signs in with it any more.'],
  password_changed: ['Your password was changed', 'Your password was changed. All other sessions were ended.'],
  password_reset: [
    'Your password was set anew',
    'Your password was set anew with a link that was mailed to you. All sessions were ended.',
  ],
  recovery_code_used: [
    'A recovery code was used',
    'One of your recovery codes was used in the place of your authenticator app. It is worth nothing any more.',
  ],
  recovery_codes_made: [
    'New recovery codes were made',
    'You have new recovery codes. All older ones are worth nothing.',
  ],
}

/** Tells somebody of a change to how they prove who they are, for the case that it was not they who made it. */
export function sayFactorsChanged(change: FactorChange, publicUrl: string | undefined): Letter {
  const [subject, said] = changes[change]
  return letterOf(subject, [
    said,
    `If that was not you, somebody else is in your account: ${signIn(publicUrl)}, open Security, change your password` +
      ' and sign out everywhere else. Then open API keys and revoke each one you do not know: API keys go on working' +
      ' when a password is changed.',
    'If your password does not sign you in any more, use “Forgot password?” where you sign in.',
  ])
}
