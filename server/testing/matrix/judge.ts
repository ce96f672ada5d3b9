import type { Operation } from '#contract/operation.ts'
import type { Answer } from '../person.ts'
import type { Sent } from '../scene.ts'
import { watchTables } from '../touched.ts'
import type { Caller, Cast } from './cast.ts'
import type { Identity } from './identities.ts'
import { openHash, openLeakFinder } from './leaks.ts'
import { prepare } from './targets.ts'
import type { Target } from './targets.ts'
import type { Row } from './table.ts'

/** One operation while it is played, and what it has shown. */
export interface Game {
  readonly operation: Operation
  readonly row: Row
  /** Whether what only the queries keep is asked as well. */
  readonly narrowly: boolean
  /** Answers that were not those of the table. */
  readonly wrong: string[]
  readonly leaks: string[]
  cells: number
  denials: number
  controls: number
}

/** Somebody's request that must be refused. */
export interface Cell {
  readonly identity: Identity
  readonly object: string
  readonly sent: Sent
  readonly caller: Caller
  /** Status and code of the refusal. */
  readonly due: string
  readonly isCodeRight?: boolean
}

/** Sends requests and looks at what came of them. */
export interface Judge {
  /**
   * All must be refused as they are due to be, and leave no trace: no trigger has seen a change, and, once for each
   * operation, a hash of all tables is what it was.
   */
  deny(game: Game, cells: readonly Cell[], isHashed?: boolean): Promise<Map<Identity, Answer>>
  /** Must succeed, and tell nothing of others. */
  allow(game: Game, identity: Identity, caller: Caller, target: Target): Promise<void>
  /** The same request, sent by whoever may: what was refused was not malformed. */
  control(game: Game, target: Target): Promise<void>
  /** What was told of others since the last time. */
  leaks(): Promise<string[]>
}

const atOnce = 4

export async function openJudge(cast: Cast, narrowly: boolean): Promise<Judge> {
  const { owner } = cast.office
  const touched = await watchTables(owner)
  const hash = await openHash(owner)
  const finder = await openLeakFinder(owner, narrowly)
  const succeeds = ({ operation, wrong }: Game, who: string, { status, text }: Answer) => {
    if (status !== (operation.status ?? 200)) wrong.push(`${who}: ${status} ${text.slice(0, 300)}`)
  }
  return {
    async deny(game, cells, isHashed = false) {
      for (const { caller, sent } of cells) finder.named(caller, JSON.stringify([sent.params, sent.body]))
      const requests = await Promise.all(
        cells.map(({ sent, caller, isCodeRight }) => prepare(cast, game.operation, sent, caller, isCodeRight)),
      )
      await touched()
      const before = isHashed && (await hash())
      const answers = await sendAll(requests)
      const changed = await touched()
      if (before !== (isHashed && (await hash()))) changed.push('the hash of all tables')
      if (changed.length > 0) game.leaks.push(`${cells[0]?.object}: ${changed.join()} changed`)
      for (const [place, { identity, object, caller, due }] of cells.entries()) {
        const answer = answers[place]
        if (!answer) throw new Error('a request without answer')
        const came = `${answer.status} ${answer.body?.code}`
        if (came !== due)
          (answer.status < 300 ? game.leaks : game.wrong).push(`${identity} × ${object}: ${came}, not ${due}`)
        finder.heard(`${identity} × ${object}`, caller, answer.text)
      }
      game.cells += cells.length
      game.denials += cells.length
      return new Map(cells.map(({ identity }, place) => [identity, answers[place] as Answer]))
    },
    async allow(game, identity, caller, { sent, customer }) {
      finder.named(caller, JSON.stringify(sent.params ?? {}))
      const answer = await cast.inWorldOf(identity, customer, await prepare(cast, game.operation, sent, caller))
      game.cells += 1
      if (!game.row.byPassword) finder.heard(`${identity} × own`, caller, answer.text)
      succeeds(game, `${identity} × own`, answer)
    },
    async control(game, { sent }) {
      game.controls += 1
      succeeds(game, 'control', await (await prepare(cast, game.operation, sent, sent.by))())
    },
    leaks: () => finder.leaks(),
  }
}

async function sendAll(requests: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < requests.length; at += atOnce)
    answers.push(...(await Promise.all(requests.slice(at, at + atOnce).map((send) => send()))))
  return answers
}
