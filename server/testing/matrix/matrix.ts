import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { fastifyPath } from '#kernel/serve.ts'
import { tellFigures } from '../figures.ts'
import { openCast } from './cast.ts'
import type { Cast } from './cast.ts'
import { openPlayer } from './play.ts'
import type { Player } from './play.ts'
import { routesOf, singleColons } from './router.ts'
import { table } from './table.ts'

/** Which walls stand while the matrix is played. */
export interface Run {
  readonly walls: string
  /** Whether the queries stand: an account manager's view and a delegate's are theirs alone. */
  readonly queries: boolean
  /** Takes a wall of the database away. */
  readonly prepare?: (cast: Cast) => Promise<void>
}

/**
 * What the router serves beside the operations, to anybody: the API's own document and its reader, and the endpoints
 * that take a program's credential as OAuth has it (server/bad-credentials.test.ts).
 */
const beside = [
  'GET /docs',
  'GET /docs*',
  'GET /docs/start.js',
  'GET /openapi.json',
  'GET /.well-known/oauth-authorization-server',
  'POST /oauth/introspect',
  'POST /oauth/revoke',
  'POST /oauth/token',
]

/** Declares the tests of one run: every operation × everybody × their own, another's, and what nobody has. */
export function playMatrix({ walls, queries, prepare }: Run): void {
  let cast: Cast
  let play: Player
  const sum = { cells: 0, denials: 0, 'positive controls': 0, leaks: 0 }
  beforeAll(async () => {
    cast = await openCast()
    await prepare?.(cast)
    play = await openPlayer(cast, queries)
  })
  afterAll(async () => {
    tellFigures(walls, sum)
    await cast.office.close()
  })

  test('the running router serves the operations of the contract and nothing else, and each has its row', () => {
    const declared = operations.map(({ method, path }) => `${method} ${singleColons(fastifyPath(path))}`)
    expect(routesOf(cast.office.app).sort()).toEqual([...beside, ...declared].sort())
    const rows = new Set(Object.entries(table).map(([name, { operation }]) => operation ?? name))
    // Whoever holds a mailed link is its member, whoever else they are (server/modules/orders/approval-links.test.ts).
    const byMembers = operations.filter(({ byLink }) => !byLink)
    expect([...rows].sort()).toEqual(byMembers.map(({ name }) => name).sort())
  })

  test.each(Object.entries(table))(`with ${walls}, %s is for those of its row alone`, async (name, row) => {
    const operation = operations.find((one) => one.name === (row.operation ?? name))
    if (!operation) throw new Error(`${name} is no operation`)
    const { wrong, leaks, cells, denials, controls } = await play(operation, row)
    sum.cells += cells
    sum.denials += denials
    sum['positive controls'] += controls
    sum.leaks += leaks.length
    expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
  })
}
