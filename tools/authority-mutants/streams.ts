import { mutantsOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const told = { killer: 'server/event-streams.test.ts' }
const ended = { killer: 'server/event-streams-end.test.ts' }

/** Event streams: whoever goes on listening, and to what. */
export const streamMutants: readonly Mutant[] = [
  ...mutantsOf('server/kernel/one-stream.ts', ended, [
    ['what has changed is asked about', 'if (mark !== this.#mark) {', 'if (mark === "") {'],
    ['whoever may no more hears no more', '        this.end(error)\n', ''],
  ]),
  ...mutantsOf('server/kernel/one-stream.ts', told, [
    [
      'a stream is about one customer',
      ' && (customerId ?? this.watched.customerId) === this.watched.customerId',
      ' && customerId !== ""',
    ],
    ['news is for who may read it', 'due.filter((one) => this.#options.hears(this.#passed, one.news))', 'due'],
  ]),
  ...mutantsOf('server/kernel/streams.ts', told, [
    ['a member has so many streams', 'if (own.length >= maxStreamsOfMember)', 'if (own.length < 0)'],
  ]),
]
