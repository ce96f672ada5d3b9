import type { OperationByName, StreamByName } from '#contract/index.ts'
import { pathNames } from '#contract/operation.ts'
import type { Operation, Output, Sent } from '#contract/operation.ts'
import { type Address, addresses } from './addresses.gen.ts'
import { problemOf } from './problem.ts'
import { ProblemError } from './problem-error.ts'
import { readEvents } from './read-events.ts'

export { ProblemError } from './problem-error.ts'

type Headers = Readonly<Record<string, string>>

export interface ClientOptions {
  /** Where Procura is, without `/v1`. */
  readonly baseUrl: string
  /** Any function that works as the platform's own `fetch`, which it is when nothing is given. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /**
   * Sent with every request, or asked for before each. Outside a browser that is where the session's cookie and
   * `Origin` come from.
   */
  readonly headers?: Headers | (() => Headers)
}

export interface CallOptions {
  /** A call that is sent again with its first key is done once. Without one each call has a key of its own. */
  readonly idempotencyKey?: string
  /** The acting session to call in: its id. */
  readonly actingSession?: string
  /** The `version` that was read: the write is refused if there is a later one. */
  readonly ifMatch?: number
  readonly signal?: AbortSignal
  /** Called when the answer is an earlier one, given again: this call has done nothing by itself. */
  readonly onReplayed?: () => void
}

/** The input may be left out where nothing in it is needed. */
type Call<T extends Operation> =
  {} extends Sent<T>
    ? (input?: Sent<T>, options?: CallOptions) => Promise<Output<T>>
    : (input: Sent<T>, options?: CallOptions) => Promise<Output<T>>

/** A loop over the events of a stream, which ends when the loop does. */
type Listen<T extends Operation> = (input: Sent<T>, options?: CallOptions) => AsyncIterable<Output<T>>

/** A method for each operation that is answered once, by its name. */
export type Calls = { readonly [N in keyof OperationByName]: Call<OperationByName[N]> }

/** A method for each operation, by its name. */
export type Client = Calls & { readonly [N in keyof StreamByName]: Listen<StreamByName[N]> }

/**
 * The typed client of a Procura server. Its methods answer what the contract promises, or throw a `ProblemError`; when
 * no answer came they throw what `fetch` throws.
 */
export function createClient(options: ClientOptions): Client {
  const methods = Object.entries(addresses).map(([name, address]) => {
    const serve = address.streams ? streamOperation : callOperation
    const call = (input: Input = {}, how: CallOptions = {}) => serve(options, address, input, how)
    return [name, call] as const
  })
  return Object.fromEntries(methods) as unknown as Client
}

type Input = Readonly<Record<string, unknown>>

async function callOperation(
  options: ClientOptions,
  operation: Address,
  input: Input,
  how: CallOptions,
): Promise<unknown> {
  const answer = await send(options, operation, input, how)
  const text = await answer.text()
  if (!answer.ok) throw new ProblemError(answer.status, problemOf(answer, text))
  if (answer.headers.get('idempotency-replayed') === 'true') how.onReplayed?.()
  return text === '' ? undefined : JSON.parse(text)
}

/** The events as they come. Ending the loop over them ends the stream. */
async function* streamOperation(
  options: ClientOptions,
  operation: Address,
  input: Input,
  how: CallOptions,
): AsyncGenerator<unknown, void, undefined> {
  const answer = await send(options, operation, input, how)
  if (!answer.ok) throw new ProblemError(answer.status, problemOf(answer, await answer.text()))
  if (answer.body) yield* readEvents(answer.body)
}

async function send(
  { baseUrl, fetch = globalThis.fetch, headers }: ClientOptions,
  operation: Address,
  input: Input,
  how: CallOptions,
): Promise<Response> {
  const { address, body } = requestOf(operation, input)
  return fetch(`${baseUrl.replace(/\/$/, '')}/v1${address}`, {
    method: operation.method,
    headers: {
      ...(typeof headers === 'function' ? headers() : headers),
      ...headersOf(operation, how),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    ...(how.signal ? { signal: how.signal } : {}),
  })
}

/** Flat input as the server takes it: what the path names stands there, the rest in the query or the body. */
function requestOf({ method, path }: Address, input: Input): { address: string; body?: string } {
  const inPath = pathNames(path)
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const rest = Object.entries(input).filter(([name, value]) => !inPath.includes(name) && value !== undefined)
  if (method === 'POST' || method === 'PUT' || method === 'PATCH')
    return { address, body: JSON.stringify(Object.fromEntries(rest)) }
  const query = new URLSearchParams(rest.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return { address: query === '' ? address : `${address}?${query}` }
}

function headersOf({ idempotency, streams }: Address, how: CallOptions): Record<string, string> {
  const key = how.idempotencyKey ?? (idempotency === 'required' ? crypto.randomUUID() : undefined)
  return {
    accept: streams ? 'text/event-stream' : 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(how.actingSession === undefined ? {} : { 'acting-session': how.actingSession }),
    ...(how.ifMatch === undefined ? {} : { 'if-match': `"${how.ifMatch}"` }),
  }
}
