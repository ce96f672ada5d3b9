/**
 * Texts with places for values: `{name}` stands for a value, and `{count|order|orders}` for the word that goes with a
 * number, where the language has two. Pure, so that a test can read every text the way the screen does.
 */
export type TextValue = string | number

/** The names that a text has places for. */
export type Placeholders<T extends string> = T extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : Place) | Placeholders<Rest>
  : never

const place = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g

/** The text with its values; numbers are written as the language writes them. */
export function formatText(text: string, values: Readonly<Record<string, TextValue>>, language: string): string {
  return text.replace(place, (_, name: string, one?: string, other?: string) => {
    const value = values[name] ?? ''
    if (one !== undefined && other !== undefined) return wordFor(Number(value), one, other, language)
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

/** A text cut at its places: what stands between them, and the names of the places. */
export function partsOf(text: string): (string | { readonly name: string })[] {
  const parts: (string | { readonly name: string })[] = []
  let read = 0
  for (const found of text.matchAll(place)) {
    parts.push(text.slice(read, found.index), { name: found[1] ?? '' })
    read = found.index + found[0].length
  }
  return [...parts, text.slice(read)].filter((part) => part !== '')
}

/** The names in a text, each once, in the order of the alphabet. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(partsOf(text).flatMap((part) => (typeof part === 'string' ? [] : [part.name])))].toSorted()
}

/** How a code reads that no catalogue knows: `pending_approval` as “Pending approval”, `memoryGiB` as “Memory GiB”. */
export function readableCode(code: string): string {
  const words = code
    .replace(/([a-z])([A-Z][a-z])/g, '$1 $2')
    .split(/[\s._-]+/)
    .filter((word) => word !== '')
    // A word of mixed letters is a unit or a name, which is written as it is.
    .map((word) => (/^[A-Z]?[a-z]*$|^[A-Z]+$/.test(word) ? word.toLowerCase() : word))
    .join(' ')
  return words === '' ? code : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function wordFor(count: number, one: string, other: string, language: string): string {
  return new Intl.PluralRules(language).select(count) === 'one' ? one : other
}
