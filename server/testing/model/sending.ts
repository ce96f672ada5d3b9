import { isDeepStrictEqual } from 'node:util'
import type { AsyncCommand } from 'fast-check'
import type { Answer } from '../person.ts'
import { outcomeOf } from './tenant.ts'
import type { Tenant } from './tenant.ts'
import type { Outcome, World } from './world.ts'

/** One step that has been sent: what the world says of it, and the id that it learns where it was done. */
export interface Sent {
  readonly due: Outcome
  readonly answer: Answer
  readonly learn?: (id: string) => void
}

/** What somebody does. It is undefined where there is nothing to do it to. */
export interface Step {
  readonly words: string
  readonly kind: string
  readonly target?: (world: World) => object | undefined
  readonly send: (world: World, tenant: Tenant, server: number) => Promise<Sent | undefined>
}

/** Told of every outcome, so that a run can say what it has seen. */
export type Hear = (kind: string, outcome: Outcome) => void

/** A step as fast-check runs it: what the model says is compared with the answer, and then with all there is. */
export class Sending implements AsyncCommand<World, Tenant> {
  readonly #step: Step
  readonly #server: number
  readonly #hear: Hear

  constructor(step: Step, server: number, hear: Hear) {
    this.#step = step
    this.#server = server
    this.#hear = hear
  }

  check(world: Readonly<World>): boolean {
    return this.#step.target === undefined || this.#step.target(world as World) !== undefined
  }

  async run(world: World, tenant: Tenant): Promise<void> {
    const sent = await this.#step.send(world, tenant, this.#server)
    if (sent) {
      const came = outcomeOf(sent.answer)
      if (came !== sent.due) throw new Error(`${String(this)}: ${came}, where the model says ${sent.due}`)
      if (sent.answer.status < 300) sent.learn?.(sent.answer.body.id)
      this.#hear(this.#step.kind, came)
    }
    const [seen, due] = [await tenant.seen(), world.seen()]
    if (!isDeepStrictEqual(seen, due))
      throw new Error(`after ${String(this)}: ${JSON.stringify(seen)}, where the model has ${JSON.stringify(due)}`)
  }

  toString(): string {
    return `${this.#step.words} (server ${this.#server + 1})`
  }
}
