import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { AccessDetails } from './access-details.tsx'
import { EndNowDialog } from './end-now-dialog.tsx'

export type AccessSession = AnswerOf<'listActingSessions'>['items'][number]

/** One time that somebody acted in this account; what they did is asked for when somebody wants to see it. */
export function AccessRecord({ session }: { session: AccessSession }) {
  const t = useText()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { memberName: member, partnerName: partner, startedAt, endedAt, reason } = session
  const textOf = (at: string) => instantText(at, language, { isExact: true })
  const from = textOf(startedAt)
  const description =
    endedAt === null
      ? t('access.row.live', { from, reason })
      : t('access.row.over', { from, to: textOf(endedAt), reason })
  return (
    <ExpandableSection
      headingTagOverride="h3"
      headerText={t('access.member', { member, partner })}
      headerDescription={description}
      headerActions={endedAt === null ? <LiveActions session={session} /> : undefined}
      expanded={isOpen}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {isOpen && <AccessDetails session={session} />}
    </ExpandableSection>
  )
}

function LiveActions({ session }: { session: AccessSession }) {
  const t = useText()
  const whyNot = useWhyNot()('acting:end')
  const [isAsking, setAsking] = useState(false)
  const blocked = whyNot === undefined ? {} : { disabled: true, disabledReason: whyNot }
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <StatusIndicator type="in-progress">{t('access.live')}</StatusIndicator>
      <Button
        ariaLabel={t('access.endNow.for', { member: session.memberName })}
        onClick={() => setAsking(true)}
        {...blocked}
      >
        {t('access.endNow')}
      </Button>
      {isAsking && <EndNowDialog session={session} onClose={() => setAsking(false)} />}
    </SpaceBetween>
  )
}
