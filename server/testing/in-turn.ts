import { setTimeout as sleep } from 'node:timers/promises'
import type { Office } from './office.ts'
import type { Answer } from './person.ts'

/** Who does not wait by then never will. */
const patienceMs = 5000

/**
 * Sends one request after the other while a statement such as `select … for update` has its rows, each when those
 * before it wait for these in the database. Then all go on: whoever wants the same row, in that order.
 */
export async function sendInTurn<T = Answer>(
  { owner }: Office,
  held: { readonly by: string; readonly values?: readonly unknown[] },
  requests: readonly (() => Promise<T>)[],
): Promise<T[]> {
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
    await holder.query('commit')
    return await Promise.all(answers)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

async function waitingOn({ owner }: Pick<Office, 'owner'>): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
     where not granted and datname = current_database()`,
  )
  return rows[0]?.count ?? 0
}
