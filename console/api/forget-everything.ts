import { forgetEveryActing } from './acting-apis.ts'
import { ownApi } from './own-api.ts'

/** Forgets everything this page has read, for whomever it was. */
export function forgetEverything(): void {
  ownApi.queries.clear()
  forgetEveryActing()
}
