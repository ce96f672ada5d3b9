import type { Tables } from '#kernel/tables.gen.ts'

/** What is written into a column whose type says more than its value. */
type Cell<C> = C extends { readonly __insert__: infer I } ? Cell<Exclude<I, undefined>> : C

/** A whole row of a table: sample data leaves no column to its default. */
export type Row<T extends keyof Tables> = { [C in keyof Tables[T]]: Cell<Tables[T][C]> }

/** The tables that sample data fills, in an order that foreign keys allow. */
export const filledTables = [
  'offers',
  'letters',
  'accounts',
  'identities',
  'memberships',
  'sessions',
  'partners',
  'distributorPermissions',
  'customers',
  'members',
  'associations',
  'customerTags',
  'freezes',
  'authorizations',
  'actingSessions',
  'limits',
  'orders',
  'orderItems',
  'resources',
  'brokerOperations',
  'expenditures',
  'ledgerEntries',
  'customerSummaries',
  'auditEvents',
  'sandboxLogins',
] as const satisfies readonly (keyof Tables)[]

export type FilledTable = (typeof filledTables)[number]
export type SampleRows = { [T in FilledTable]: Row<T>[] }
