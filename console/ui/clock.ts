import { useSyncExternalStore } from 'react'

const tickMs = 1_000

/** The one place that reads the browser's clock. It decides nothing: the server ends what ends. */
export function clockNow(): number {
  return Date.now()
}

let current = thisSecond()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** The instant, to the second, for parts that count down. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Nobody may have looked for a while: what they see first must not be the time of then.
  if (timer === undefined) {
    current = thisSecond()
    timer = setInterval(tick, tickMs)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  current = thisSecond()
  for (const listener of listeners) listener()
}

function thisSecond(): number {
  return Math.floor(clockNow() / tickMs) * tickMs
}
