import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { AnswerOf, SentTo } from './use-api.ts'

type Assertion = SentTo<'signInWithPasskey'>['passkey']

/** Whether this browser, at this address, can have passkeys at all: they need a name, which an IP address is not. */
export function hasPasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(window.location.hostname)
  return window.isSecureContext && 'PublicKeyCredential' in window && !isAddress
}

/** The same page by the name that this machine calls itself, where it was opened by the number of that. */
export function addressWithName(): string | null {
  const { hostname, href } = window.location
  return hostname.startsWith('127.') ? href.replace(hostname, 'localhost') : null
}

/** Has the browser make a passkey. It throws when the person turns away, or the device has this one already. */
export async function makePasskey(options: AnswerOf<'startPasskey'>): Promise<Omit<SentTo<'addPasskey'>, 'name'>> {
  // What speaks WebAuthn is fetched when somebody has a passkey in hand, and not with every page.
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
  const { id, response } = await startRegistration({ optionsJSON })
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, clientDataJSON, attestationObject, transports }
}

/** Has the browser sign with a passkey. It throws when the person turns away. */
export async function signWithPasskey(options: AnswerOf<'startPasskeySignIn'>): Promise<Assertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  const { id, response } = await startAuthentication({ optionsJSON })
  const { clientDataJSON, authenticatorData, signature } = response
  return { id, clientDataJSON, authenticatorData, signature }
}
