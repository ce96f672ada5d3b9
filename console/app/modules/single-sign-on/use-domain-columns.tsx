import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'

export type Domain = AnswerOf<'addDomain'>

interface DomainColumns {
  readonly isBusy: boolean
  readonly onVerify: (domain: Domain) => void
  readonly onRemove: (domain: Domain) => void
}

/** A domain: whether it counts, the record that proves it, and what can be done about it. */
export function useDomainColumns({ isBusy, onVerify, onRemove }: DomainColumns) {
  const t = useText()
  const copied = { copySuccessText: t('common.copied'), copyErrorText: t('common.notCopied') }
  return [
    { id: 'domain', header: t('singleSignOn.domain'), isRowHeader: true, cell: ({ domain }: Domain) => domain },
    {
      id: 'state',
      header: t('singleSignOn.domain.state'),
      cell: ({ verifiedAt }: Domain) => (
        <StatusIndicator type={verifiedAt === null ? 'pending' : 'success'}>
          {t(verifiedAt === null ? 'singleSignOn.domain.claimed' : 'singleSignOn.domain.verified')}
        </StatusIndicator>
      ),
    },
    {
      id: 'record',
      header: t('singleSignOn.domain.record'),
      cell: ({ domain, record }: Domain) => (
        <SpaceBetween size="xxs">
          <CopyToClipboard
            variant="inline"
            textToCopy={record.name}
            copyButtonAriaLabel={t('singleSignOn.domain.copyName', { domain })}
            {...copied}
          />
          <CopyToClipboard
            variant="inline"
            textToCopy={record.value}
            copyButtonAriaLabel={t('singleSignOn.domain.copyValue', { domain })}
            {...copied}
          />
        </SpaceBetween>
      ),
    },
    {
      id: 'actions',
      header: t('singleSignOn.domain.actions'),
      cell: (row: Domain) => (
        <SpaceBetween direction="horizontal" size="s">
          <Button
            variant="inline-link"
            disabled={isBusy}
            ariaLabel={t('singleSignOn.domain.verifyNamed', { domain: row.domain })}
            onClick={() => onVerify(row)}
          >
            {t('singleSignOn.domain.verify')}
          </Button>
          <Button
            variant="inline-link"
            disabled={isBusy}
            ariaLabel={t('singleSignOn.domain.removeNamed', { domain: row.domain })}
            onClick={() => onRemove(row)}
          >
            {t('singleSignOn.domain.remove')}
          </Button>
        </SpaceBetween>
      ),
    },
  ]
}
