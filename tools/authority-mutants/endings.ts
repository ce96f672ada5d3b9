import { readFileSync } from 'node:fs'
import { mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const meanwhile = (what: string) => ({ killer: 'server/modules/identity/ended-meanwhile.test.ts', only: what })
const atOnce = (what: string) => ({ killer: 'server/modules/single-sign-on/at-once.test.ts', only: what })

/** Whoever ends a session or key has all of the person's alone, and nobody goes on by one that was ended meanwhile. */
export const endingMutants: readonly Mutant[] = [
  ...mutantsOf('server/kernel/gate.ts', meanwhile('an order that was let in before'), [
    ['who was signed out meanwhile goes no further', 'if (!signedIn && ', 'if (signedIn === null && '],
  ]),
  ...mutantsOf('server/kernel/run.ts', { killer: 'server/kernel/recalled-session.test.ts' }, [
    ['a session that is recalled is asked about', 'confirm ? await confirm(tx) : actor', 'actor'],
    ['when a factor was shown is asked anew', 'isVerified({ route: request.route, actor }', 'isVerified(request'],
    ['what goes before a transaction is for a live session', 'if (!confirm || !goesBefore(request))', 'if (confirm)'],
  ]),
  ...mutantsOf('server/kernel/serve.ts', { killer: 'server/kernel/recalled-session.test.ts' }, [
    ['who is refused anything is told that the session is over', 'if (asks && !', 'if (false && !'],
  ]),
  ...mutantsOf('server/kernel/gate.ts', meanwhile('signOut is answered after'), [
    [
      'who ends sessions waits for what is under way',
      'endsCredentials ? shutting(identityId) : passing(identityId)',
      'passing(identityId)',
    ],
  ]),
  ...mutantsOf('server/modules/identity/reset-password.ts', meanwhile('resetPassword is answered after'), [
    ['resetPassword has the person’s turnstile shut', 'shutTurnstile(tx, identityId)', 'undefined'],
  ]),
  ...mutantsOf('server/modules/identity/end-vouched-sessions.ts', meanwhile('Provider is answered after'), [
    [
      'who ends others’ sessions waits for what they have under way',
      'people.map((identityId) => shutTurnstile(tx, identityId))',
      'people',
    ],
  ]),
  ...routesThat('endsCredentials', 'identity', (name) => meanwhile(`${name} is answered after`)),
  ...routesThat('endsCredentials', 'acting', (name) => meanwhile(`${name} lets no order by`)),
  ...routesThat('endsCredentials', 'single-sign-on', (name) => atOnce(`${name} goes on when`)),
  ...routesThat('changesSettings', 'single-sign-on', () => atOnce('come through')),
]

/** Takes an option away from each route of a module that has it, as the routes stand now. */
function routesThat(
  option: 'changesSettings' | 'endsCredentials',
  module: string,
  seenBy: (name: string) => Pick<Mutant, 'killer' | 'only'>,
): Mutant[] {
  const file = `server/modules/${module}/routes.ts`
  const has = new RegExp(`${option}: true,?`)
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    .split(/(?=\n {2}\w)/)
    .filter((route) => has.test(route))
    .flatMap((route) => {
      const name = nameOf(route)
      return mutantsOf(file, seenBy(name), [[`${name} ${option}`, route, route.replace(has, '')]])
    })
}

/** As tests call it: OAuth's leaving is another route of an operation that has one already. */
function nameOf(route: string): string {
  const [, name] = /(leave): /.exec(route) ?? /keep: (\w+)/.exec(route) ?? /, (\w+), \{/.exec(route) ?? []
  if (name === undefined) throw new Error(`a route without a name: ${route}`)
  return name
}
