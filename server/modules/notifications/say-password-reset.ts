import { resetMinutes } from '#contract/passwords.ts'
import { letterOf } from './rules.ts'
import type { Letter } from './rules.ts'

/** The mail with the link by which somebody sets a new password. */
export function sayPasswordReset(link: string): Letter {
  return letterOf('Set a new password', [
    `Somebody, probably you, wants to set a new password for this e-mail address:\n${link}`,
    `The link is good once, for ${resetMinutes} minutes, and only the last one that was mailed.`,
    'If it was not you, do nothing: your password stays as it is.',
  ])
}
