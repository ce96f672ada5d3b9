/** How something is ended that was begun. */
export type Step = () => Promise<unknown>

export interface Patience {
  /** How long all steps together may take. */
  readonly drainMs: number
  /** How long each that is left may take when that time is over, so that processes which were started end too. */
  readonly momentMs: number
}

/**
 * Undoes what was begun, the last step first. Whatever fails or does not end keeps no other step from its turn. Throws
 * the first failure when all have had theirs.
 */
export async function undoAll(steps: readonly Step[], patience: Patience): Promise<void> {
  const over = performance.now() + patience.drainMs
  const failures: unknown[] = []
  for (const step of steps.toReversed())
    try {
      const left = Math.max(over - performance.now(), patience.momentMs)
      await within(step(), left, `What was under way did not end within ${patience.drainMs / 1000} s and is cut off.`)
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}

/** Steps that begin at once, those that were added since included, and end when the last of them does. */
export function sideBySide(steps: readonly Step[]): Step {
  return async () => {
    const ends = await Promise.allSettled(steps.map((step) => step()))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

async function within(work: Promise<unknown>, ms: number, message: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
