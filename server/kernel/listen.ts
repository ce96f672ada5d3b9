import pg from 'pg'
import type { Logger } from 'pino'
import { NewsMessage, newsChannel } from './announce.ts'
import { senderOn } from './db.ts'
import type { Db } from './db.ts'

/** The one connection by which a server process hears what all processes announce. */
export interface Ear {
  /** Asks on the same connection, so that it waits for no request. */
  readonly db: Db
  close(): void
}

interface Heard {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly hear: (message: NewsMessage) => void
  /** It hears nothing more, and something may have been said meanwhile. */
  readonly lost: () => void
}

export async function openEar({ pool, log, hear, lost }: Heard): Promise<Ear> {
  const client = new pg.Client({ ...pool.options, application_name: 'procura news' })
  let open = true
  const end = () => {
    if (!open) return
    open = false
    lost()
  }
  client.on('error', (error) => {
    log.warn({ reason: error.message }, 'the connection that hears news was lost')
    end()
  })
  client.on('end', end)
  client.on('notification', ({ payload = '' }) => {
    const message = NewsMessage.safeParse(parsed(payload))
    if (message.success) hear(message.data)
    else log.warn('news of another form was heard')
  })
  await client.connect()
  await client.query(`listen ${newsChannel}`)
  const { send } = senderOn(client)
  let before: Promise<unknown> = Promise.resolve()
  // One question at a time: nobody here may send beside another.
  const all: Db['all'] = async (statement) => {
    const answered = before.then(() => send(statement))
    before = answered.catch(() => undefined)
    return (await answered).rows
  }
  return {
    db: { all, first: async (statement) => (await all(statement))[0] },
    close() {
      end()
      client.end().catch(() => undefined)
    },
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
