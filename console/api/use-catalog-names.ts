import type { Choice } from '#console/ui/filter-query.ts'
import { useApi } from './use-api.ts'

/** How the codes of the catalog are called by people. A code that is not on offer any more speaks for itself. */
export interface CatalogNames {
  readonly nameOf: (code: string) => string
  readonly choices: readonly Choice[]
}

export function useServiceNames(): CatalogNames {
  const { data } = useApi('listServices', {})
  return namesFrom((data?.items ?? []).map(({ code, name }) => ({ value: code, label: name })))
}

export function useRegionNames(): CatalogNames {
  const { data } = useApi('listRegions', {})
  return namesFrom((data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })))
}

function namesFrom(choices: readonly Choice[]): CatalogNames {
  const names = new Map(choices.map(({ value, label }) => [value, label]))
  return { nameOf: (code) => names.get(code) ?? code, choices }
}
