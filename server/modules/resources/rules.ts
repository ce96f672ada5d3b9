import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { BillingMode } from '#contract/catalog.ts'
import type { CustomerId, OrderId, ResourceId } from '#contract/ids.ts'
import type { Resource, ResourceStatus } from '#contract/resources.ts'

/** What a customer has and may use, or may have back; the rest is coming or gone. */
const gone: readonly ResourceStatus[] = ['creating', 'closed']

export const isLive = (status: ResourceStatus): boolean => !gone.includes(status)

/**
 * When a period of months that begins now is over, by the calendar in UTC: a month that began on the 31st ends on the
 * last day of a shorter month, at the same time of day.
 */
export function expiryOf(startsAt: Date, termMonths: number): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO('UTC')
  return new Date(start.add({ months: termMonths }).epochMilliseconds)
}

export interface Activation {
  readonly status: ResourceStatus
  readonly startsAt: Date
  readonly expiresAt: Date | null
}

/** What a resource is from the moment it exists: paid for a period, or used until it is closed. */
export function activationOf(now: Date, termMonths: number | null): Activation {
  if (termMonths === null) return { status: 'normal', startsAt: now, expiresAt: null }
  return { status: 'in_use', startsAt: now, expiresAt: expiryOf(now, termMonths) }
}

export interface ResourceRow {
  readonly id: string
  readonly customerId: string
  readonly customerName: string
  readonly name: string
  readonly serviceCode: string
  readonly planId: string
  readonly planName: string
  readonly region: string
  readonly availabilityZone: string | null
  readonly billingMode: string
  readonly status: string
  readonly orderId: string
  readonly startsAt: Date | null
  readonly expiresAt: Date | null
  readonly autoRenew: boolean
  readonly attributes: unknown
}

export function viewResource(row: ResourceRow): z.output<typeof Resource> {
  return {
    ...row,
    id: row.id as ResourceId,
    customerId: row.customerId as CustomerId,
    orderId: row.orderId as OrderId,
    billingMode: row.billingMode as BillingMode,
    status: row.status as ResourceStatus,
    startsAt: row.startsAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    attributes: row.attributes as Record<string, unknown>,
  }
}
