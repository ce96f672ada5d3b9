import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { walls } from '#contract/walls.ts'
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
import { LetterKind } from '#contract/letters.ts'
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

/** The walls that somebody can mend; the others have a sentence of their own. */
const mendable = Object.keys(walls).filter((wall) => !(`wallFinal.${wall}` in en))

/** The codes of the contract that people read, by the set they stand in. */
const families: Readonly<Record<string, readonly string[]>> = {
  accountKind: AccountKind.options,
  partnerKind: PartnerKind.options,
  role: [...PartnerRole.options, ...CustomerRole.options, ...OperatorRole.options],
  letterKind: LetterKind.options,
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
  wall: mendable,
  wallWho: mendable,
  wallHow: mendable,
}

const permissionNames = ['actOnBehalf', 'freeze', 'setBudgets']
const toAttend = ['unapproved', 'unpaid', 'failed']

/** The keys that the console puts together, and what may stand at the star. */
const made: Readonly<Record<string, readonly string[]>> = {
  'accessEnd.*': ActingEndCause.options,
  'auditActor.*': [...AccountKind.options, 'system', 'anonymous'],
  'brokers.catalog.*': ['never', 'running', 'done', 'failed'],
  'configure.billingMode.*': BillingMode.options,
  'customer.tab.*': ['overview', 'orders', 'resources', 'authorizations', 'acting', 'history'],
  'customers.sortByName.*': ['up', 'down', 'none'],
  'frame.density.*': ['comfortable', 'compact'],
  'frame.theme.*': ['light', 'dark', 'system'],
  'home.*': toAttend,
  'home.*.none': toAttend,
  'myPartner.type.*': AssociationType.options,
  'confirm.payment.*.text': ['now', 'approval', 'customer', 'own'],
  'confirm.undo.*': ['now', 'approval'],
  'order.*': ['pay', 'cancel', 'approve', 'reject', 'failed', 'partially_completed'],
  'order.*.done': ['pay', 'cancel', 'approve', 'reject'],
  'permission.*.text': permissionNames,
  'permission.withdraw.*': permissionNames,
  'permission.withdraw.*.text': permissionNames,
  'process.error.*': ['actions', 'families', 'number', 'widened', 'limitMissing', 'until'],
  'process.mode.*': ApprovalMode.options,
  'process.mode.*.text': ApprovalMode.options,
  'resellers.*': permissionNames,
  'stepUp.*': ['app', 'recovery'],
  'stepUp.*.hint': ['app', 'recovery'],
  'stepUp.by.*': ['passkey', 'app', 'recovery', 'mail'],
}
const madeKeys = new Set(
  Object.entries(made).flatMap(([template, values]) => values.map((value) => template.replace('*', value))),
)

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
    const isUsed = (key: string) =>
      inCodes.has(key) || madeKeys.has(key) || sources.includes(`'${key}'`) || sources.includes(`"${key}"`)
    expect(keys.filter((key) => !isUsed(key))).toEqual([])
  })

  test('a thing has one name in Chinese, and another one is not used beside it', () => {
    const others = /承诺函|函件|页签|客户ID|代客操作|代操作/
    expect(keys.filter((key) => others.test(zhCN[key]))).toEqual([])
  })

  test('no text says at which side something stands, for on a phone it stands elsewhere', () => {
    const sides = /[左右]侧|\b(left|right)-hand|\b(at|on|to) the (left|right)\b/i
    expect(keys.filter((key) => sides.test(`${en[key]} ${zhCN[key]}`))).toEqual([])
  })

  test('every key that is put together is one of the values known here, and has its text', () => {
    const found = [...sources.matchAll(/\bt\(`([^`]*)`/g)].map(([, made = '']) => made.replace(/\$\{[^}]*\}/, '*'))
    expect([...new Set(found)].toSorted()).toEqual(Object.keys(made).toSorted())
    expect([...madeKeys].filter((key) => !(key in en))).toEqual([])
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
