export interface MostAtOnce {
  readonly inAll: number
  readonly forOne: number
}

/** Thrown where so much is under way that more is not begun. */
export class TooMuchAtOnce extends Error {
  override readonly name = 'TooMuchAtOnce'
}

/** Begins no more work at once than there may be, in all and for one of what it is done for. Nobody waits in a line. */
export function limitConcurrency({
  inAll,
  forOne,
}: MostAtOnce): <T>(whom: string, work: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, number>()
  let all = 0
  return async (whom, work) => {
    const own = underWay.get(whom) ?? 0
    if (all >= inAll || own >= forOne) throw new TooMuchAtOnce('too much is under way')
    all++
    underWay.set(whom, own + 1)
    try {
      return await work()
    } finally {
      all--
      const left = (underWay.get(whom) ?? 1) - 1
      if (left === 0) underWay.delete(whom)
      else underWay.set(whom, left)
    }
  }
}
