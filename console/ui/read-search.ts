import type { z } from 'zod'

/** The search part of a URL, in words. */
export type Search = Readonly<Record<string, string>>

/** What an operation would take of a URL's search, part by part: one that is wrong does not spoil the others. */
export function readSearch<I extends z.ZodObject>(schema: I, search: Search): Partial<z.input<I>> {
  const taken: Record<string, string> = {}
  for (const [name, part] of Object.entries<z.ZodType>(schema.shape)) {
    const found = search[name]
    if (found !== undefined && part.safeParse(found).success) taken[name] = found
  }
  return taken as Partial<z.input<I>>
}

/** A search with some of its parts changed; `undefined` takes a part out. */
export function changedSearch(before: Search, change: Readonly<Record<string, string | undefined>>): Search {
  const parts = Object.entries({ ...before, ...change })
  return Object.fromEntries(parts.filter((part): part is [string, string] => part[1] !== undefined))
}
