/** A request that was answered, with the instants between which it was under way. */
export interface Asked {
  readonly what: string
  readonly from: number
  readonly to: number
}

/** The longest row of requests of which each began after the one before it had ended: what may have waited for what. */
export function longestChain(asked: readonly Asked[]): string[] {
  const chains: { to: number; chain: string[] }[] = []
  for (const { what, from, to } of asked.toSorted((one, other) => one.from - other.from)) {
    const before = chains.filter((one) => one.to <= from).map(({ chain }) => chain)
    chains.push({ to, chain: [...longestOf(before), what] })
  }
  return longestOf(chains.map(({ chain }) => chain))
}

const longestOf = (chains: readonly string[][]) =>
  chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), [])
