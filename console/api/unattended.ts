/** The server marks a session used once a minute at most, so what was touched within one is being used. */
const attendedMs = 60_000

let touchedAt = performance.now()

/** Begins to notice whether anybody is at this page. */
export function watchHands(target: EventTarget): void {
  const touch = () => (touchedAt = performance.now())
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
    target.addEventListener(type, touch, { capture: true, passive: true })
}

/** What the page asks by itself, with nobody at it, must not keep a session alive: its requests say so. */
export function unattendedHeader(): Readonly<Record<string, string>> {
  return performance.now() - touchedAt > attendedMs ? { unattended: 'true' } : {}
}
