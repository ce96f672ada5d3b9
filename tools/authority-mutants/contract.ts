import { readdirSync, readFileSync } from 'node:fs'
import { operations } from '#contract/index.ts'
import { inMatrix } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const folder = new URL('../../contract/', import.meta.url)
const declarations = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ file: `contract/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }))

/** One line of an operation's declaration taken away, from its name on, so that it is this operation's. */
function withoutLine(name: string, line: string, says: string, seen = inMatrix('both-walls', name)): Mutant {
  const form = new RegExp(`  name: '${name}',\\n(?:(?!  name: ')[^])*?\\n(  ${line}[^\\n]*\\n)`)
  for (const { file, text } of declarations) {
    const [from, taken] = form.exec(text) ?? []
    if (from !== undefined && taken !== undefined)
      return { says, file, from, to: from.slice(0, -taken.length), ...seen }
  }
  throw new Error(`${name} has no line ${line}`)
}

const programs = {
  killer: 'server/modules/identity/create-api-key.test.ts',
  only: 'what only a signed-in person does',
}

const steppedUp = operations
  .filter(({ stepUp }) => stepUp)
  .map(({ name }) => withoutLine(name, 'stepUp: true', `${name} is for a session that has stepped up`))

/** Where a code is optional, the operation itself says when it is due, and has a mutant of its own. */
const verified = operations
  .filter(({ verification }) => verification && !verification.optional)
  .map(({ name }) => withoutLine(name, 'verification: ', `${name} takes a code`))

/** A delegate at a browser is refused by the verb alone, and a program by this. */
const personal = operations
  .filter((operation) => operation.personal)
  .map(({ name }) => withoutLine(name, 'personal: true', `${name} is for a person who has signed in`, programs))

/** What each operation asks of its caller beside its verb. */
export const contractMutants: readonly Mutant[] = [...steppedUp, ...verified, ...personal]
