import type { flightsOn as real } from '#kernel/flight.ts'

type FlightsOn = typeof real

/** What the queries' own wall is made of: a column that says whose a row is, compared with the caller's own. */
const ownComparison =
  /(?<![\w."])(?:"?\w+"?\.){0,2}"?(?:channel|partner|customer|account|distributor)_id"? = (\$\d+)(?!\d)/g

/**
 * Sends every statement without its comparisons with the caller's own channel and account, so that row-level security
 * stands alone. Only values are known here: a comparison with what the request names stays, unless that is the
 * caller's own. Tests put it in the place of the kernel's; shipped code has no switch.
 */
export function withoutScoping(flightsOn: FlightsOn): FlightsOn {
  return (client) => {
    const fly = flightsOn(client)
    let own: readonly string[] = []
    return (sql, name, parameters) => {
      own = [...own, ...settingsIn(sql, parameters)]
      const unscoped = sql.startsWith('insert') ? sql : withoutOwn(sql, parameters, own)
      return fly(unscoped, unscoped === sql ? name : undefined, parameters)
    }
  }
}

/** Whose a transaction says that it is, by the statement that begins it. */
function settingsIn(sql: string, parameters: readonly unknown[]): string[] {
  return [...sql.matchAll(/set_config\('procura\.(?:channel|account)', \$(\d+), true\)/g)]
    .map(([, number]) => String(parameters[Number(number) - 1]))
    .filter((word) => word !== '')
}

function withoutOwn(sql: string, parameters: readonly unknown[], own: readonly string[]): string {
  return sql.replace(ownComparison, (comparison, parameter: string) => {
    if (!own.includes(String(parameters[Number(parameter.slice(1)) - 1]))) return comparison
    // The parameter stays, or PostgreSQL would not know what it is.
    return `${parameter}::text is not null`
  })
}
