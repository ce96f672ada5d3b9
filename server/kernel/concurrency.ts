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

interface Line {
  underWay: number
  readonly waiting: (() => void)[]
}

/** Lets so much of one's work go on at once as there may be. */
export type TakeTurn = <T>(whom: string, most: number, work: () => Promise<T>) => Promise<T>

/**
 * What is more than there may be at once for one waits for its turn, first come first served, and is not begun when
 * none comes in time: that is `TooMuchAtOnce`.
 */
export function takeTurns(waitMs: number): TakeTurn {
  const lines = new Map<string, Line>()
  const getInLine = ({ waiting }: Line) =>
    new Promise<void>((go, giveUp) => {
      const enter = () => {
        clearTimeout(timer)
        go()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        giveUp(new TooMuchAtOnce('no turn came in time'))
      }, waitMs)
      waiting.push(enter)
    })
  return async (whom, most, work) => {
    const line = lines.get(whom) ?? { underWay: 0, waiting: [] }
    lines.set(whom, line)
    if (line.underWay < most) line.underWay++
    else await getInLine(line)
    try {
      return await work()
    } finally {
      // Whoever is next takes the place over: nobody who comes now gets ahead of them.
      const next = line.waiting.shift()
      if (next) next()
      else if (--line.underWay === 0) lines.delete(whom)
    }
  }
}
