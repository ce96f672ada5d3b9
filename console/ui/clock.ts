import { useSyncExternalStore } from 'react'

const tickMs = 1_000

/** The one place that reads the browser's clock. It decides nothing: the server ends what ends. */
export function clockNow(): number {
  return Date.now()
}

let current = Math.floor(clockNow() / tickMs) * tickMs
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** The instant, to the second, for parts that count down. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  current = Math.floor(clockNow() / tickMs) * tickMs
  for (const listener of listeners) listener()
}
