import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { walls } from '#contract/authority.ts'
import { refusals } from '#contract/refusals.ts'
import {
  AccountKind,
  CustomerRole,
  OperatorRole,
  PartnerKind,
  PartnerRole,
  ScopeAction,
} from '#contract/permissions.ts'
import { operations } from '#contract/index.ts'
import { ActingEndCause } from '#contract/acting.ts'
import { AuthorizationState, ApprovalMode } from '#contract/authorizations.ts'
import { BillingMode } from '#contract/catalog.ts'
import { BudgetCadence } from '#contract/budgets.ts'
import { OrderSource, OrderState, OrderType } from '#contract/orders.ts'
import { AssociationType, FreezeOrigin, FreezeScope } from '#contract/partners.ts'
import { ResourceStatus } from '#contract/resources.ts'
import { codes } from './en/codes.ts'
import { en } from './en/index.ts'
import { operationNames } from './en/operations.ts'
import { refusals as refusalTexts } from './en/refusals.ts'
import { placeholdersOf } from './format.ts'
import { zhCN } from './zh-CN/index.ts'

const keys = Object.keys(en) as (keyof typeof en)[]

/** The codes of the contract that people read, by the set they stand in. */
const families: Readonly<Record<string, readonly string[]>> = {
  accountKind: AccountKind.options,
  partnerKind: PartnerKind.options,
  role: [...PartnerRole.options, ...CustomerRole.options, ...OperatorRole.options],
  associationType: AssociationType.options,
  freezeScope: FreezeScope.options,
  freezeOrigin: FreezeOrigin.options,
  authorizationState: AuthorizationState.options,
  approvalMode: ApprovalMode.options,
  scopeAction: ScopeAction.options,
  scopeActionShort: ScopeAction.options,
  actingEndCause: ActingEndCause.options,
  billingMode: BillingMode.options,
  orderState: OrderState.options,
  orderType: OrderType.options,
  orderSource: OrderSource.options,
  resourceStatus: ResourceStatus.options,
  budgetCadence: BudgetCadence.options,
  operation: operations.map(({ name }) => name),
  accessEnd: ActingEndCause.options,
  refusal: Object.keys(refusals),
  wall: Object.keys(walls),
  wallWho: Object.keys(walls),
  wallHow: Object.keys(walls),
}

const root = new URL('../', import.meta.url).pathname
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/^(text\/(en|zh-CN)|dist|e2e)\/|\.test\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')

describe('the catalogue', () => {
  test('every text has the same places for values in both languages', () => {
    const differ = (key: keyof typeof en) => placeholdersOf(zhCN[key]).join() !== placeholdersOf(en[key]).join()
    expect(keys.filter(differ)).toEqual([])
  })

  test('no text is empty', () => {
    expect(keys.filter((key) => en[key].trim() === '' || zhCN[key].trim() === '')).toEqual([])
  })

  test('no text is without a use', () => {
    const inCodes = new Set<string>([
      ...Object.keys(codes),
      ...Object.keys(refusalTexts),
      ...Object.keys(operationNames),
    ])
    const templates = [...sources.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((found) => found[1] ?? '')
    const isUsed = (key: string) =>
      inCodes.has(key) ||
      sources.includes(`'${key}'`) ||
      sources.includes(`"${key}"`) ||
      templates.some((start) => key.startsWith(start))
    expect(keys.filter((key) => !isUsed(key))).toEqual([])
  })

  test.each(Object.entries(families))('every code of %s has its text', (family, values) => {
    expect(values.filter((value) => !(`${family}.${value}` in en))).toEqual([])
  })

  test('no text is for a code that the contract does not have', () => {
    const known = (key: string) => {
      const [family = '', ...rest] = key.split('.')
      return families[family]?.includes(rest.join('.')) ?? true
    }
    expect(Object.keys(codes).filter((key) => !known(key))).toEqual([])
  })
})
