import { refuse } from '#contract/refusals.ts'
import { reasonOf } from '#contract/walls.ts'
import { stepUpMinutes } from '#contract/verification.ts'
import { visibilityOf } from './actor.ts'
import type { Kernel } from './kernel.ts'
import { plainDb } from './kernel.ts'
import type { Request } from './run.ts'
import { transact } from './transaction.ts'

/** The code that was sent: none, a wrong one, or one that may be used up. */
export type ClaimedCode = undefined | 'wrong' | { readonly id: string }

const guessRetrySeconds = 3600

/**
 * Counts the try and compares, committed before anything else happens: a refusal must not give the try back. A wrong
 * code is refused behind the gate, so that the retry of a request whose code was used up still gets its answer.
 */
export async function claimCode(kernel: Kernel, { route, actor, input }: Request): Promise<ClaimedCode> {
  const { verification } = route.operation
  const code = input['verificationCode']
  if (!verification || typeof code !== 'string') return undefined
  const subjectId = String(input[verification.subject])
  const found = await transact(kernel.pool, { visibility: visibilityOf(actor) }, (tx) =>
    kernel.verification.claim(tx, actor, verification.purpose, subjectId, code),
  )
  return found === undefined ? 'wrong' : { id: found }
}

/** Counts a guess, committed likewise. Where the gate refuses whatever is guessed, nothing is: it is not compared. */
export async function countGuess(kernel: Kernel, request: Request): Promise<void> {
  const { route, actor, input } = request
  const { guesses = [] } = route.operation
  if (guesses.every((field) => input[field] === undefined) || isOnOthersWord(request)) return
  if (!(await kernel.guesses.claim(plainDb(kernel.pool), actor)))
    refuse('too_many_requests', { retryAfter: guessRetrySeconds })
}

/** What is about the person in all of their accounts is not for whom one account's provider has let in. */
export function refuseOnOthersWord(request: Request): void {
  if (isOnOthersWord(request)) refuse('not_allowed', { reasons: [reasonOf('own_sign_in')] })
}

const isOnOthersWord = ({ route, actor }: Request) => route.operation.aboutPerson && actor.vouchedBy !== null

/**
 * Whether it is the member who asks and nobody who found a screen open: by the code that was sent, or because the
 * session has shown a factor minutes ago. Refuses a wrong code, and none where one is due.
 */
export function isVerified(
  { route, actor }: Pick<Request, 'route' | 'actor'>,
  code: ClaimedCode,
  spent: boolean,
  now: Date,
): boolean {
  const { verification, stepUp } = route.operation
  if (code === 'wrong' || !spent) refuseCode()
  const isSteppedUp = actor.steppedUpUntil !== null && actor.steppedUpUntil > now
  const isDue = stepUp ?? (verification !== undefined && !verification.optional)
  if (isDue && code === undefined && !isSteppedUp) refuseWithoutFactor()
  return code !== undefined || isSteppedUp
}

function refuseCode(): never {
  const how = 'Ask for a new code. A code is good for five minutes, five tries, one use and one purpose.'
  refuse('verification_code_wrong', { reasons: [{ failed: 'verification_code', whoCanMend: 'the member', how }] })
}

function refuseWithoutFactor(): never {
  const how = `Confirm that it is you (POST /v1/step-ups); that is good for ${stepUpMinutes} minutes in this session.`
  refuse('step_up_needed', { reasons: [{ failed: 'step_up', whoCanMend: 'the member', how }] })
}
