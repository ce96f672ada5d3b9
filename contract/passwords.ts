import { z } from 'zod'
import { operation } from './operation.ts'
import { Email, text } from './text.ts'

export const minPasswordLength = 12
/** Length is what makes a password hard to guess; which signs it is made of is its owner’s business. */
export const NewPassword = text(200, minPasswordLength)
/** A link that was mailed is good for so long. */
export const resetMinutes = 60

export const changePassword = operation({
  name: 'changePassword',
  method: 'PUT',
  path: '/password',
  summary: 'Change one’s own password. All other sessions of one’s own end.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  guesses: ['currentPassword'],
  input: z.strictObject({ currentPassword: text(200), newPassword: NewPassword }),
  output: z.undefined(),
  status: 204,
  refusals: ['password_wrong', 'step_up_needed'],
})

export const requestPasswordReset = operation({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/password-resets',
  perMinute: 60,
  summary: 'Have a link mailed by which to set a new password. The answer is the same whether anybody has the e-mail.',
  permission: 'anyone',
  input: z.strictObject({ email: Email }),
  output: z.object({ goodForMinutes: z.number().int() }),
  status: 202,
})

export const resetPassword = operation({
  name: 'resetPassword',
  method: 'POST',
  path: '/password-resets:complete',
  perMinute: 60,
  summary: 'Set a new password with the token of a mailed link, once. All sessions end; nobody is signed in by it.',
  permission: 'anyone',
  input: z.strictObject({ token: text(60), newPassword: NewPassword }),
  output: z.undefined(),
  status: 204,
  refusals: ['reset_link_over'],
})
