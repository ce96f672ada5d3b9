import { expect, test } from 'vitest'
import type { Outgoing } from '#kernel/outgoing.ts'
import { introduce } from './adapters/open-id.ts'

const entra = 'https://login.microsoftonline.com'

/** A way out at whose end somebody names one issuer, whatever they are asked for. */
const naming = (issuer: string): Outgoing => ({
  privateNetworks: false,
  fetch: async () =>
    Response.json({
      issuer,
      authorization_endpoint: `${entra}/authorize`,
      token_endpoint: `${entra}/token`,
      jwks_uri: `${entra}/keys`,
    }),
  texts: async () => [],
})

test('an issuer that speaks for everybody’s tenants is none, and that of one tenant is', async () => {
  const everybodys = await introduce(naming(`${entra}/{tenantid}/v2.0`), `${entra}/common/v2.0`)
  expect(everybodys).toEqual({ unfit: 'issuer_differs' })

  const own = `${entra}/8a1e5b1c-3f5a-4c43-9d0a-0c7d8a1f2b3c/v2.0`
  expect(await introduce(naming(own), own)).toEqual({ issuer: own })
})
