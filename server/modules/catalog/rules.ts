import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import type { BillingMode, Offer } from '#contract/catalog.ts'
import { currencyExponents } from '#contract/money.ts'
import type { CurrencyCode, Rate } from '#contract/money.ts'
import type { z } from 'zod'
import type { PlanOffer } from './queries/plans.ts'

/** Services and regions come in one answer; there are never more of them. */
export const maxListed = 1000

type View = z.output<typeof Offer>

export interface OfferRow {
  readonly planId: string
  readonly planName: string
  readonly description: string
  readonly pricedBy: string | null
  readonly region: string
  readonly billingMode: BillingMode
  readonly currency: CurrencyCode
  /** An exact decimal without zeros at its end. */
  readonly rate: string
  readonly specification: View['specification']
  readonly availabilityZones: string[]
  readonly yearlyDiscounts: View['yearlyDiscounts']
  readonly parametersSchema: View['parametersSchema']
  /** Null where the broker gives no sample for the region. */
  readonly sampleParameters: View['sampleParameters'] | null
}

/** A price with at least the decimals of its currency, and more only where they say something. */
function viewRate(rate: string, currency: CurrencyCode): Rate {
  const [whole = '0', fraction = ''] = rate.split('.')
  const decimals = fraction.padEnd(currencyExponents[currency], '0')
  return { amount: decimals === '' ? whole : `${whole}.${decimals}`, currency }
}

export function viewOffer({ rate, currency, sampleParameters, ...offer }: OfferRow): View {
  return {
    ...offer,
    price: viewRate(rate, currency),
    per: offer.billingMode === 'yearly_monthly' ? 'month' : 'hour',
    sampleParameters: sampleParameters ?? {},
  }
}

type ParametersSchema = PlanOffer['parametersSchema']

const ajvOptions = { strict: false, validateFormats: false, logger: false } as const
const ajv = new Ajv(ajvOptions)

/**
 * What checks parameters by a plan's JSON Schema. Each schema is compiled by itself: a name that one gives to a part of
 * it (`$id`) means nothing in another.
 * @throws Error when the schema cannot be used
 */
export function compileParameters(schema: ParametersSchema): ValidateFunction {
  // The schema of schemas is compiled once, which costs more than all that follows.
  void ajv.validateSchema(schema, true)
  return new Ajv({ ...ajvOptions, validateSchema: false }).compile(schema)
}

const maxCompiled = 500
const compiled = new Map<string, ValidateFunction>()

function validatorOf(schema: ParametersSchema): ValidateFunction {
  const text = JSON.stringify(schema)
  const known = compiled.get(text)
  if (known) return known
  if (compiled.size >= maxCompiled) compiled.clear()
  const validate = compileParameters(schema)
  compiled.set(text, validate)
  return validate
}

interface Ordered {
  readonly region: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What is wrong with an item's parameters by the plan's JSON Schema, as a pointer below the item. */
export function parameterFault(
  offer: PlanOffer,
  { region, parameters }: Ordered,
): { pointer: string; why: string } | undefined {
  const validate = validatorOf(offer.parametersSchema)
  if (!validate({ ...parameters, region })) {
    const [first] = validate.errors ?? []
    return { pointer: `/parameters${first?.instancePath ?? ''}`, why: first?.message ?? 'does not fit the plan' }
  }
  const zone = parameters['availabilityZone']
  const zones = offer.availabilityZones[region] ?? []
  if (typeof zone === 'string' && !zones.includes(zone))
    return { pointer: '/parameters/availabilityZone', why: `must be one of ${zones.join(', ')}` }
  return undefined
}
