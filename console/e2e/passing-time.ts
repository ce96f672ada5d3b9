import pg from 'pg'
import { databaseUrl } from './environment.ts'

/**
 * Lets time pass for one acting session and for nothing else: afterwards it has so many minutes left, or has run out
 * when there are none. Waiting an hour is the only thing that no test can do by the front door.
 */
export async function leaveMinutes(actingSessionId: string, minutes: number): Promise<void> {
  await changeOne(
    'update procura.acting_sessions set expires_at = clock_timestamp() + make_interval(mins => $2) where id = $1',
    [actingSessionId, minutes],
  )
}

/** Lets one authorization come to its last day, and with it the one acting session that ends no later. */
export async function letExpire(authorizationId: string): Promise<void> {
  await changeOne(
    `with over as (
       update procura.authorizations set valid_until = clock_timestamp() where id = $1 returning id, valid_until
     ) update procura.acting_sessions t set expires_at = valid_until from over where t.authorization_id = over.id`,
    [authorizationId],
  )
}

async function changeOne(statement: string, values: readonly [string, ...unknown[]]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(statement, [...values])
    if (rowCount !== 1) throw new Error(`there is no ${values[0]}`)
  } finally {
    await client.end()
  }
}
