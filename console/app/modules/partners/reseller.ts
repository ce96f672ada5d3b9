import type { AnswerOf } from '#console/api/use-api.ts'

export type Reseller = AnswerOf<'listResellers'>['items'][number]
export type DistributorPermission = Reseller['permission']
