import { refuseMalformed } from './refusal.ts'
import { isObject, type JsonObject } from './json.ts'

/** Who on the platform caused a request, as the platform tells it. */
export type OriginatingIdentity = { platform: string; value: JsonObject }

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Reads the originating identity header, or refuses it when it is not a platform and base64 of a JSON object. */
export function readOriginatingIdentity(header: string | undefined): OriginatingIdentity | null {
  if (header === undefined) return null
  const [platform, encoded, ...rest] = header.trim().split(/ +/)
  if (!platform || !encoded || rest.length > 0 || !base64.test(encoded)) refuseIdentity()
  const value = parse(Buffer.from(encoded, 'base64').toString('utf8'))
  if (!isObject(value)) refuseIdentity()
  return { platform, value }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuseIdentity(): never {
  refuseMalformed('X-Broker-API-Originating-Identity must be a platform, a space, and a JSON object in base64.')
}
