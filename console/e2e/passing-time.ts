import pg from 'pg'
import { databaseUrl } from './environment.ts'

/**
 * Lets time pass for one acting session and for nothing else: afterwards it has so many minutes left, or has run out
 * when there are none. Waiting an hour is the only thing that no test can do by the front door.
 */
export async function leaveMinutes(actingSessionId: string, minutes: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `update procura.acting_sessions set expires_at = clock_timestamp() + make_interval(mins => $2) where id = $1`,
      [actingSessionId, minutes],
    )
    if (rowCount !== 1) throw new Error(`there is no acting session ${actingSessionId}`)
  } finally {
    await client.end()
  }
}
