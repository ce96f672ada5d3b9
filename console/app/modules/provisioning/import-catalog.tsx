import Button from '@cloudscape-design/components/button'
import { useSend } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useText } from '#console/text/text.tsx'
import { useFailureNotice } from '#console/ui/use-failure-notice.tsx'
import type { Broker } from './broker.ts'

interface ImportCatalogProps {
  readonly broker: Broker
  readonly onRequested: (brokerId: string, requestedAt: string) => void
}

/** Has a broker's catalog read again. It can be left meanwhile: the list says how it went. */
export function ImportCatalog({ broker, onRequested }: ImportCatalogProps) {
  const t = useText()
  const whyNot = useWhyNot()
  const send = useSend('importCatalog')
  const onFailure = useFailureNotice()
  const isRunning = broker.importState === 'running'
  const reason = whyNot('brokers:manage') ?? (isRunning ? t('brokers.import.running') : undefined)
  const start = () =>
    send.mutate(
      { input: { brokerId: broker.id } },
      { onError: onFailure, onSuccess: ({ brokerId, requestedAt }) => onRequested(brokerId, requestedAt) },
    )
  return (
    <Button
      variant="inline-link"
      ariaLabel={t('brokers.import.label', { name: broker.name })}
      loading={send.isPending}
      loadingText={t('common.loading')}
      onClick={start}
      {...(reason === undefined ? {} : { disabled: true, disabledReason: reason })}
    >
      {t('brokers.import')}
    </Button>
  )
}
