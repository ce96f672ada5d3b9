import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Plan } from './catalog.ts'
import type { JsonObject } from './json.ts'
import type { ParametersSchema } from './schemas.ts'

const ajv = new Ajv({ allErrors: true })
const compiled = new WeakMap<ParametersSchema, ValidateFunction>()

/** Says what is wrong with the parameters of a new instance, or null when nothing is. */
export function createViolation(plan: Plan, parameters: JsonObject): string | null {
  const violation = violationOf(plan.schemas.service_instance.create.parameters, parameters)
  return violation ?? zoneViolation(plan, parameters)
}

/** Says what is wrong with the parameters of an update, or null when nothing is. */
export function updateViolation(plan: Plan, parameters: JsonObject): string | null {
  return violationOf(plan.schemas.service_instance.update.parameters, parameters)
}

/** The parameters with the defaults of what the caller may leave out, so that equal requests compare as equal. */
export function withDefaults(plan: Plan, parameters: JsonObject): JsonObject {
  const { properties, required } = plan.schemas.service_instance.create.parameters
  const whole: JsonObject = {}
  for (const [name, property] of Object.entries(properties)) {
    if (property.default !== undefined && !required.includes(name)) whole[name] = property.default
  }
  return { ...whole, ...parameters }
}

function violationOf(schema: ParametersSchema, parameters: JsonObject): string | null {
  let validate = compiled.get(schema)
  if (!validate) {
    validate = ajv.compile(schema)
    compiled.set(schema, validate)
  }
  if (validate(parameters)) return null
  return `Invalid parameters: ${(validate.errors ?? []).map(explain).join('; ')}.`
}

function explain(error: ErrorObject): string {
  const field = error.instancePath.slice(1)
  const { missingProperty, additionalProperty, allowedValues }: JsonObject = error.params
  if (error.keyword === 'required') return `${String(missingProperty)} is required`
  if (error.keyword === 'additionalProperties') return `${String(additionalProperty)} is not known`
  if (Array.isArray(allowedValues)) return `${field} must be one of ${allowedValues.join(', ')}`
  return `${field} ${error.message ?? 'is not valid'}`
}

/** The schema lists the zones of all regions; only here is the zone tied to its region. */
function zoneViolation(plan: Plan, parameters: JsonObject): string | null {
  const { region, availabilityZone } = parameters
  if (availabilityZone === undefined) return null
  const zones = Object.entries(plan.metadata.availabilityZones).find(([id]) => id === region)?.[1] ?? []
  if (zones.some((zone) => zone === availabilityZone)) return null
  return `Invalid parameters: availabilityZone must be one of ${zones.join(', ')} in region ${String(region)}.`
}
