import { createElement, Fragment, type ReactNode, useCallback } from 'react'
import type { codes } from './en/codes.ts'
import type { en } from './en/index.ts'
import type { operationNames } from './en/operations.ts'
import type { refusals } from './en/refusals.ts'
import { formatText, partsOf, type Placeholders, readableCode, type TextValue } from './format.ts'
import type { Language } from './language.ts'
import { useSpoken } from './spoken.ts'

export type TextKey = keyof typeof en
export type Catalogue = Readonly<Record<TextKey, string>>
export type ValuesOf<K extends TextKey, V> = Readonly<Record<Placeholders<(typeof en)[K]>, V>>

/** The keys of texts without places, which can be named in a table. */
export type PlainTextKey = { [K in TextKey]: [Placeholders<(typeof en)[K]>] extends [never] ? K : never }[TextKey]

/** A text without places takes no values, and one with places takes all of them. */
type Values<K extends TextKey, V> = [Placeholders<(typeof en)[K]>] extends [never] ? [] : [values: ValuesOf<K, V>]
export type Translate = <K extends TextKey>(key: K, ...values: Values<K, TextValue>) => string

/** `orderState` of `orderState.completed`: a set of codes that the API may add to. */
export type CodeFamily = FamilyOf<keyof typeof codes | keyof typeof refusals | keyof typeof operationNames>
type FamilyOf<K extends string> = K extends `${infer Family}.${string}` ? Family : never

/** `t('customers.budgetUsage', { percent: 75 })`: a text of the catalogue in the member's language. */
export function useText(): Translate {
  const { catalogue, language } = useSpoken()
  return useCallback(
    (key, ...[values]) => formatText(catalogue[key] ?? key, (values ?? {}) as Record<string, TextValue>, language),
    [catalogue, language],
  )
}

/** How a code of the API reads: enums are open for readers, so one that is not known is made readable. */
export function useCodeText(): (family: CodeFamily, code: string) => string {
  const known = useKnownText()
  return useCallback((family, code) => known(`${family}.${code}`) ?? readableCode(code), [known])
}

/** The text of a key that is put together from a code, where there is one. */
export function useKnownText(): (key: `${CodeFamily}.${string}`) => string | undefined {
  const { catalogue } = useSpoken()
  return useCallback((key) => (catalogue as Readonly<Record<string, string>>)[key], [catalogue])
}

export function useLanguage(): Language {
  return useSpoken().language
}

/** A text whose values are parts of the page: a name in bold, a link. */
export function RichText<K extends TextKey>({ id, values }: { id: K; values: ValuesOf<K, ReactNode> }) {
  const { catalogue } = useSpoken()
  const parts = partsOf(catalogue[id] ?? id).map((part) =>
    typeof part === 'string' ? part : (values as Readonly<Record<string, ReactNode>>)[part.name],
  )
  return createElement(Fragment, null, ...parts)
}
