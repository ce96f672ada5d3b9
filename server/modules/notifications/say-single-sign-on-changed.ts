import type { SingleSignOnChange } from '#contract/events.ts'
import { letterOf, signIn } from './rules.ts'
import type { Letter } from './rules.ts'

/** Tells administrators of a change to how their members sign in, for the case that it was none of them who made it. */
export function saySingleSignOnChanged(change: SingleSignOnChange, publicUrl: string | undefined): Letter {
  if (change.what === 'domain_lost') return sayDomainLost(change.domain, publicUrl)
  const { subject, said } = wordsOf(change)
  return letterOf(subject, [
    `${change.byName} has ${said}`,
    `If that should not be so, ${signIn(publicUrl)}, open Single sign-on, and remove the provider or the domain:` +
      ' sessions that came by it then end. After that look into the log for who has signed in by it.',
  ])
}

function sayDomainLost(domain: string, publicUrl: string | undefined): Letter {
  return letterOf('A domain was lost', [
    `${domain} is no longer a verified domain of your account: its DNS had another account’s record and no longer` +
      ' yours. Sessions that came by your identity provider with an e-mail of it were ended, and API keys made in' +
      ' them were revoked.',
    `If the domain is yours, put its record back into the DNS, ${signIn(publicUrl)}, open Single sign-on, and have it` +
      ' verified again. Whoever took it can write into your DNS: look into that first.',
  ])
}

function wordsOf(change: Exclude<SingleSignOnChange, { what: 'domain_lost' }>): {
  readonly subject: string
  readonly said: string
} {
  switch (change.what) {
    case 'provider_set':
      return {
        subject: 'An identity provider was set',
        said:
          `set ${change.issuer} as the identity provider of your account. From now on it says who signs in as which` +
          ' of your members with an e-mail of your verified domains.',
      }
    case 'provider_removed':
      return {
        subject: 'Your identity provider was removed',
        said:
          `removed ${change.issuer} as the identity provider of your account. Sessions that came by it were ended,` +
          ' and nobody signs in by it any more.',
      }
    case 'domain_verified':
      return {
        subject: 'A domain was verified',
        said:
          `had ${change.domain} verified as a domain of your account. Members with an e-mail of it may now sign in by` +
          ' your identity provider.',
      }
    case 'domain_removed':
      return {
        subject: 'A domain was removed',
        said:
          `removed ${change.domain} from the domains of your account. Nobody with an e-mail of it signs in by your` +
          ' identity provider any more.',
      }
  }
}
