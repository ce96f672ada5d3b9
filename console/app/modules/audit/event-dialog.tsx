import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { z } from 'zod'
import type { AuditEvent } from '#contract/audit.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { AuditResult } from './audit-result.tsx'
import { SubjectLink } from './subject-link.tsx'
import { WhoDid } from './who-did.tsx'

interface EventDialogProps {
  readonly event: z.output<typeof AuditEvent>
  readonly onClose: () => void
}

/** Everything that one record says. */
export function EventDialog({ event, onClose }: EventDialogProps) {
  const t = useText()
  const code = useCodeText()
  const { actor, customerId } = event
  const named = (label: string, id: string | null) =>
    id === null ? [] : [{ label, value: <SubjectLink id={id} customerId={customerId} /> }]
  const said = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  return (
    <Modal
      visible
      size="large"
      header={code('operation', event.operation)}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          minColumnWidth={240}
          items={[
            { label: t('audit.at'), value: <Instant at={event.at} isExact /> },
            { label: t('audit.result'), value: <AuditResult {...event} /> },
            { label: t('audit.who'), value: <WhoDid actor={actor} /> },
            ...said(t('audit.reason'), event.reason),
            ...named(t('audit.customer'), customerId),
            ...named(t('audit.partner'), actor.partnerId),
            ...named(t('audit.authorization'), actor.authorizationId),
            ...named(t('audit.actingSession'), actor.actingSessionId),
            ...said(t('audit.from'), event.from),
            { label: t('audit.requestId'), value: event.requestId },
            { label: t('audit.eventId'), value: event.id },
          ]}
        />
        <div>
          <Box variant="awsui-key-label">{t('audit.subjects')}</Box>
          <ul>
            {event.subjects.map((id) => (
              <li key={id}>
                <SubjectLink id={id} customerId={customerId} />
              </li>
            ))}
          </ul>
        </div>
        {Object.keys(event.detail).length > 0 && (
          <div>
            <Box variant="awsui-key-label">{t('audit.detail')}</Box>
            <Box variant="pre">{JSON.stringify(event.detail, null, 2)}</Box>
          </div>
        )}
      </SpaceBetween>
    </Modal>
  )
}
