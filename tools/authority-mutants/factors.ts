import { inMatrix, mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const app = { killer: 'server/modules/identity/authenticator-app.test.ts' }
const passkeys = { killer: 'server/modules/identity/passkeys.test.ts' }
const passwords = { killer: 'server/modules/identity/passwords.test.ts' }
const races = { killer: 'server/modules/identity/session-races.test.ts' }
const sessions = { killer: 'server/modules/identity/own-sessions.test.ts' }

/** Stepping up, second factors, passkeys and passwords. */
export const factorMutants: readonly Mutant[] = [
  ...mutantsOf('server/kernel/step-up.ts', app, [
    ['where a code is due, none is no code', 'isDue && code === undefined && !isSteppedUp', 'false'],
    ['stepping up is for five minutes', ' && actor.steppedUpUntil > now', ''],
    [
      'a guess is counted',
      'if (!(await kernel.guesses.claim(plainDb(kernel.pool), actor)))',
      'if (actor.identityId === "")',
    ],
  ]),
  ...mutantsOf('server/kernel/step-up.ts', inMatrix('both-walls', 'removePasskey'), [
    ['a factor is removed by who has stepped up', 'stepUp ?? (verification', '(verification'],
  ]),
  ...mutantsOf('server/modules/identity/queries/sessions.ts', app, [
    [
      'one session steps up, not all of the person’s',
      ".set({ steppedUpUntil }).where('id', '=', sessionId)",
      '.set({ steppedUpUntil })',
    ],
  ]),
  ...mutantsOf('server/modules/identity/queries/sessions.ts', sessions, [
    [
      'a session is ended by its owner alone',
      ".where('id', '=', id)\n      .where('identityId', '=', actor.identityId)",
      ".where('id', '=', id)",
    ],
  ]),
  ...mutantsOf('server/modules/identity/sign-in.ts', app, [
    ['who has an app is asked for its code', 'if (enrolled) await claimSecondFactor(ctx, identityId, input)', ''],
    [
      'the code is compared',
      'if (!(await verifySecondFactor(tx, ctx.vault, { identityId, memberId: null }, shown))) refuseFactor()',
      '',
    ],
  ]),
  ...mutantsOf('server/modules/identity/step-up.ts', app, [
    ['a mailed code is no way around an app', 'if (app || passkeys.length > 0)', 'if (passkeys.length > 0)'],
  ]),
  ...mutantsOf('server/modules/identity/step-up.ts', passkeys, [
    ['nor around a passkey', 'if (app || passkeys.length > 0)', 'if (app)'],
    ['a passkey is the person’s own', "passkey.identityId === identityId ? 'passkey' : refuseFactor()", "'passkey'"],
  ]),
  ...mutantsOf('server/modules/identity/queries/factors.ts', app, [
    ['a code of one step is good once', "      .where('lastStep', '<', step)\n", ''],
    [
      'a recovery code is good once',
      "      .where('usedAt', 'is', null)\n      .where('endedAt', 'is', null)\n      .returning",
      '      .returning',
    ],
    [
      'a recovery code is its owner’s alone',
      "      .where('codeHash', '=', codeHash)\n      .where('identityId', '=', identityId)\n",
      "      .where('codeHash', '=', codeHash)\n",
    ],
    ['tries have an end', "either('factorTries.tries', '<', maxTries)", "either('factorTries.tries', '>=', 0)"],
  ]),
  ...mutantsOf('server/modules/identity/queries/passkeys.ts', passkeys, [
    ['a challenge is for one purpose', "      .where('purpose', '=', purpose)\n", ''],
    ['a challenge is for one session', "      .where('sessionId', 'is not distinct from', sessionId)\n", ''],
    ['a challenge is good once', "      .where('usedAt', 'is', null)\n", ''],
    ['a challenge has an end', "      .where('expiresAt', '>', now)\n", ''],
    ['a removed passkey is none', ".selectFrom('passkeys').where('removedAt', 'is', null)", ".selectFrom('passkeys')"],
  ]),
  ...mutantsOf('server/modules/identity/verify-passkey.ts', passkeys, [
    ['the authenticator has verified its user', 'requireUserVerification: true', 'requireUserVerification: false'],
    ['a challenge is one of ours', 'if (!isOurs || !passkey)', 'if (!passkey)'],
  ]),
  ...mutantsOf('server/modules/identity/queries/passkeys.ts', passkeys, [
    [
      'a passkey is removed by its owner alone',
      ".where('id', '=', id)\n      .where('identityId', '=', identityId)\n",
      ".where('id', '=', id)\n",
    ],
  ]),
  ...mutantsOf('server/modules/identity/add-passkey.ts', passkeys, [
    ['a new passkey is for a challenge of ours', 'isOurs ? await', 'isOurs !== undefined ? await'],
    ['a new passkey has verified its user', 'requireUserVerification: true', 'requireUserVerification: false'],
    [
      'a new passkey was made at our origin',
      'expectedOrigin: [...origins]',
      "expectedOrigin: JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()).origin",
    ],
  ]),
  ...mutantsOf('server/modules/identity/reset-password.ts', passwords, [
    [
      'sessions end with a password that is set anew',
      '    await endAllSessions(tx, identityId, { kept: null, endedAt: now })\n',
      '',
    ],
  ]),
  ...mutantsOf('server/modules/identity/prove-password.ts', passwords, [
    ['who changes the password knows it', 'return isRight ?', 'return isRight !== undefined ?'],
  ]),
  ...mutantsOf('server/modules/identity/change-password.ts', races, [
    [
      'who changes the password knows the one that counts',
      'if (proven?.knownHash !== countsNow) return refusePassword()',
      'if (!proven || countsNow === "") return refusePassword()',
    ],
  ]),
  ...mutantsOf('server/modules/identity/change-password.ts', passwords, [
    [
      'other sessions end with the password',
      '  await endAllSessions(tx, identityId, { kept: sessionId, endedAt: now })\n',
      '',
    ],
  ]),
]
