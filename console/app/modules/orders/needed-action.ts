/** What an authorization must allow for each way of being billed. */
export const neededAction = { yearly_monthly: 'purchase_yearly_monthly', pay_per_use: 'enable_pay_per_use' } as const
