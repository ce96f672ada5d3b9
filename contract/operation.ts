import type { z } from 'zod'
import type { Permission } from './permissions.ts'
import type { RefusalCode } from './refusals.ts'
import type { VerificationPurpose } from './verification.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One operation of the API: everything a caller, the binder, the client and the OpenAPI document need to know.
 * `input` is flat: names that stand in the path come from it, the rest from the query (GET, DELETE) or the body.
 */
export interface Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly method: Method
  /** Below `/v1`, with `{name}` for what `input` names. */
  readonly path: `/${string}`
  readonly summary: string
  readonly permission: Permission
  readonly input: I
  readonly output: O
  /** 200 unless it says otherwise; 204 has no body. */
  readonly status?: 200 | 201 | 202 | 204
  /** `required`: the caller sends `Idempotency-Key`, and a retry with it gives the first answer. */
  readonly idempotency?: 'required'
  /** `etag`: the answer carries an `ETag` of its `version`, and a write needs `If-Match`. */
  readonly concurrency?: 'etag'
  /** A query that shows what is otherwise hidden, and is written into the audit log. */
  readonly audited?: true
  /**
   * The caller sends a fresh `verificationCode` for this purpose, or has just stepped up. A code asked for with a
   * subject is good only where the input field named here holds it. Optional: the operation itself decides whether it
   * is needed.
   */
  readonly verification?: { readonly purpose: VerificationPurpose; readonly subject: string; readonly optional?: true }
  /**
   * Only a session that has shown a factor in the last minutes may call it (`POST /v1/step-ups`); no code that is sent
   * with the request stands in for that.
   */
  readonly stepUp?: true
  /** Input fields that could be guessed: a try is counted, and committed, before anything is compared. */
  readonly guesses?: readonly string[]
  /** How often one address may call it in a minute, where that is less than the server can bear. */
  readonly perMinute?: number
  /** Leaving: it works whatever became of the acting session, the authorization or the role. */
  readonly leaves?: true
  /**
   * It is about acting itself, in the member's own name: an acting session that the request names is set aside. So it
   * answers also when that session is over, and asking is not using it.
   */
  readonly besideActing?: true
  /**
   * It tells what stands in the way, so nothing of an acting session stands in its own: it answers also when that is
   * over, or its authorization gone. Whoever asks holds it in their own name, and the customer is the one acted for.
   */
  readonly explains?: true
  /**
   * The caller is whoever the `token` of the path was mailed to; no session is asked for. The token is good for this
   * one thing, and whatever is wrong with it answers as a missing thing does.
   */
  readonly byLink?: true
  /** Answered by server-sent events, each of which is an `output`, until either side ends it. */
  readonly streams?: true
  /** Only in a member's own session: no API key may call it, whatever it holds, and no token. */
  readonly personal?: true
  /**
   * It is about the person in all of their accounts. A session that one account's identity provider has let in is good
   * for that account alone, and may not call it.
   */
  readonly aboutPerson?: true
  readonly refusals?: readonly RefusalCode[]
}

export type Input<T extends Operation> = z.output<T['input']>
export type Sent<T extends Operation> = z.input<T['input']>
export type Output<T extends Operation> = z.output<T['output']>

/** Gives an operation its exact type; the only way to declare one. */
export function operation<I extends z.ZodObject, O extends z.ZodType>(declared: Operation<I, O>): Operation<I, O> {
  return declared
}

/** The same for an operation that is answered by a stream, which its type says. */
export function streamOperation<I extends z.ZodObject, O extends z.ZodType>(
  declared: Operation<I, O>,
): Operation<I, O> & { readonly streams: true } {
  return { ...declared, streams: true }
}

/** The names between braces in an operation's path, in order. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
}
