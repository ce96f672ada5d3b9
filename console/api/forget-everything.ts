import { forgetEveryActing } from './acting-apis.ts'
import { expectMember } from './expected-member.ts'
import { ownApi } from './own-api.ts'

/** Forgets everything this page has read, for whomever it was. */
export function forgetEverything(): void {
  expectMember(null)
  ownApi.queries.clear()
  forgetEveryActing()
}
