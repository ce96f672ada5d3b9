import { listCustomers } from '#contract/partners.ts'

/**
 * What the URL of Customer Management may ask for. What is revealed is not part of it: a link that somebody opens never
 * shows what they have not asked to see themselves.
 */
export const customerSearch = listCustomers.input.omit({ reveal: true, limit: true })
