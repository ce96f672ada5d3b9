import type { RefusalReason } from '#contract/refusals.ts'
import { useReasonText } from './use-reason-text.ts'

/** Every wall that stands in the way, who can mend it, and how. */
export function Reasons({ reasons }: { reasons: readonly RefusalReason[] }) {
  const textOf = useReasonText()
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason.failed}>{textOf(reason)}</li>
      ))}
    </ul>
  )
}
