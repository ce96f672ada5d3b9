import { useApi } from '#console/api/use-api.ts'
import { useLanguage } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { RequestForm } from './request-form.tsx'

interface RequestDialogProps extends CustomerDialogProps {
  /** The authorization that is asked for again; without one, the newest that there was. */
  readonly like?: string
}

/**
 * Asks a customer for authorization, and begins with what was asked before, if anything was. What the form needs is
 * asked for at once, before it is shown.
 */
export function RequestDialog({ customer, like, onClose }: RequestDialogProps) {
  const authorizationId = like ?? customer.authorization?.id
  const letter = useApi('getLetter', { kind: 'commitment', language: useLanguage() })
  const services = useApi('listServices', {})
  // Each request records the newest version of the letter, so the newest request tells which one binds the partner.
  const newest = useApi('listAuthorizations', { limit: 1 })
  const before = useApi(
    'getAuthorization',
    { authorizationId: authorizationId ?? '' },
    { enabled: authorizationId !== undefined },
  )
  const failed = [letter, services, newest, before].find(({ error }) => error)
  if (failed) return <ProblemAlert problem={failed.error} onRetry={() => void failed.refetch()} />
  if (!letter.data || !services.data || !newest.data || before.isLoading) return null
  const accepted = newest.data.items[0]?.commitmentLetterVersion
  return (
    <RequestForm
      customer={customer}
      letter={letter.data}
      isLetterAccepted={accepted !== undefined && accepted >= letter.data.version}
      families={[...new Set(services.data.items.map(({ family }) => family))]}
      before={before.data}
      onClose={onClose}
    />
  )
}
