import type { JobContext } from '#kernel/worker.ts'
import { sweepOver } from './queries/sweeps.ts'

/** Nothing that opened something once, or counted for some minutes, is kept for good. */
export async function sweepSignIn({ db }: JobContext): Promise<void> {
  await sweepOver(db)
}
