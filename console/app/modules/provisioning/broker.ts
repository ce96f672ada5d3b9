import type { AnswerOf } from '#console/api/use-api.ts'

export type Broker = AnswerOf<'listBrokers'>['items'][number]
