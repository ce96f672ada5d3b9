import { useState } from 'react'
import { z } from 'zod'
import { useSession } from '#console/api/session.ts'

const Stored = z.object({
  pageSize: z.number().int().min(1).max(100),
  wrapLines: z.boolean(),
  columns: z.array(z.object({ id: z.string(), visible: z.boolean() })),
})

/** How a member wants a table: rows to a page, columns and their order. */
export type TablePreferences = z.output<typeof Stored>

/** It is remembered in this browser for each member, and holds for what the table has now. */
export function useTablePreferences(
  table: string,
  usual: TablePreferences,
): [TablePreferences, (chosen: TablePreferences) => void] {
  const key = `procura.table.${table}.${useSession().member.id}`
  const [preferences, setPreferences] = useState(() => adapted(stored(key), usual))
  const choose = (chosen: TablePreferences) => {
    setPreferences(chosen)
    localStorage.setItem(key, JSON.stringify(chosen))
  }
  return [preferences, choose]
}

/** Columns that are new since then stand at the end as they usually do, and those that are gone are forgotten. */
function adapted(kept: TablePreferences | undefined, usual: TablePreferences): TablePreferences {
  if (!kept) return usual
  const known = kept.columns.filter(({ id }) => usual.columns.some((column) => column.id === id))
  const added = usual.columns.filter(({ id }) => !kept.columns.some((column) => column.id === id))
  return { ...kept, columns: [...known, ...added] }
}

function stored(key: string): TablePreferences | undefined {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(key) ?? ''))
  } catch {
    // Nothing was kept yet, or by another version of the console.
    return undefined
  }
}
