import type { JobContext } from '#kernel/worker.ts'
import { sweepOver } from './queries/sweeps.ts'

/** Challenges and reset links that are over, and tries at sign-in that count no more, are not kept for good. */
export async function sweepSignIn({ db }: JobContext): Promise<void> {
  await sweepOver(db)
}
