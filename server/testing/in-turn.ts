import { setTimeout as sleep } from 'node:timers/promises'
import type { Office } from './office.ts'
import type { Answer } from './person.ts'

/** Who does not wait by then never will. */
const patienceMs = 15_000

/** For servers whose requests wait for locks while the test sends others: longer than it takes on a slow machine. */
export const lockTimeoutMs = 2 * patienceMs

/** A statement such as `select … for update`, which has its rows until the end of its transaction. */
export interface Held {
  readonly by: string
  readonly values?: readonly unknown[]
}

/**
 * Sends one request after the other while a statement has its rows, each when those before it wait for these in the
 * database. Then all go on: whoever wants the same row, in that order.
 */
export async function sendInTurn<T = Answer>(
  office: Office,
  held: Held,
  requests: readonly (() => Promise<T>)[],
): Promise<T[]> {
  return Promise.all((await queueBehind(office, held, requests)).answers)
}

/** The same, and something else that is done while all of them still wait. */
export async function queueBehind<T, D = undefined>(
  { owner }: Office,
  held: Held,
  requests: readonly (() => Promise<T>)[],
  meanwhile?: () => Promise<D>,
): Promise<{ readonly answers: readonly Promise<T>[]; readonly done: D | undefined }> {
  const holder = await owner.connect()
  try {
    await holder.query('begin')
    await holder.query(held.by, [...(held.values ?? [])])
    const answers: Promise<T>[] = []
    for (const request of requests) {
      answers.push(request())
      const until = performance.now() + patienceMs
      while ((await waitingOn({ owner })) < answers.length) {
        if (performance.now() > until) throw new Error(`request ${answers.length} has not waited for those before it`)
        await sleep(5)
      }
    }
    const done = await meanwhile?.()
    await holder.query('commit')
    return { answers, done }
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

/** How many connections wait for a lock in the database. */
async function waitingOn({ owner }: Pick<Office, 'owner'>): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
     where not granted and datname = current_database()`,
  )
  return rows[0]?.count ?? 0
}
