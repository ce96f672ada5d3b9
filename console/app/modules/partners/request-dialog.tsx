import { useApi } from '#console/api/use-api.ts'
import { useLanguage } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { RequestForm } from './request-form.tsx'

/** Asks a customer for authorization. What the form needs is asked for at once, before it is shown. */
export function RequestDialog({ customer, onClose }: CustomerDialogProps) {
  const letter = useApi('getLetter', { kind: 'commitment', language: useLanguage() })
  const services = useApi('listServices', {})
  // Each request records the newest version of the letter, so the newest request tells which one binds the partner.
  const newest = useApi('listAuthorizations', { limit: 1 })
  const failed = [letter, services, newest].find(({ error }) => error)
  if (failed) return <ProblemAlert problem={failed.error} onRetry={() => void failed.refetch()} />
  if (!letter.data || !services.data || !newest.data) return null
  const accepted = newest.data.items[0]?.commitmentLetterVersion
  return (
    <RequestForm
      customer={customer}
      letter={letter.data}
      isLetterAccepted={accepted !== undefined && accepted >= letter.data.version}
      families={[...new Set(services.data.items.map(({ family }) => family))]}
      onClose={onClose}
    />
  )
}
