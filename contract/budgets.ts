import { z } from 'zod'
import { CustomerId } from './ids.ts'
import { Money } from './money.ts'
import { operation } from './operation.ts'
import { VerificationCode } from './verification.ts'

export const BudgetCadence = z.enum(['monthly', 'one_time'])
export const budgetAlertPercents = [75, 90, 100] as const

export const Budget = z.object({
  cadence: BudgetCadence,
  amount: Money,
  reserved: Money,
  posted: Money,
  remaining: Money,
  usagePercent: z.number(),
  /** What happens when it is used up. */
  onExhaustion: z.enum(['manual', 'automatic']),
  /** The month it counts now, or `all` for a one-time budget. */
  period: z.string(),
  version: z.number().int(),
})

export const getBudget = operation({
  name: 'getBudget',
  method: 'GET',
  path: '/customers/{customerId}/budget',
  summary: "A customer's budget and what is used of it.",
  permission: 'budgets:read',
  input: z.strictObject({ customerId: CustomerId }),
  output: Budget,
  concurrency: 'etag',
})

export const setBudget = operation({
  name: 'setBudget',
  method: 'PUT',
  path: '/customers/{customerId}/budget',
  summary: "Set a customer's budget.",
  permission: 'budgets:write',
  verification: { purpose: 'set_budget', subject: 'customerId' },
  input: z.strictObject({
    customerId: CustomerId,
    cadence: BudgetCadence,
    amount: Money.refine(({ amount }) => !amount.startsWith('-'), { path: ['amount'], error: 'Must not be negative' }),
    onExhaustion: z.enum(['manual', 'automatic']),
    verificationCode: VerificationCode.optional(),
  }),
  output: Budget,
  concurrency: 'etag',
  refusals: [
    'currency_differs',
    'step_up_needed',
    'verification_code_wrong',
    'quota_below_use',
    'quota_currency_differs',
  ],
})
