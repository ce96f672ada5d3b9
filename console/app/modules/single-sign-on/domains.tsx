import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useStepUp } from '#console/app/modules/identity/use-step-up.tsx'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { AddDomain } from './add-domain.tsx'
import { ConfirmRemoval } from './confirm-removal.tsx'
import { type Domain, useDomainColumns } from './use-domain-columns.tsx'
import { useWhyNot } from './use-why-not.ts'

/** The account's domains with their records, and the ways to add one, to verify it and to give it up. */
export function Domains({ domains }: { domains: AnswerOf<'getSingleSignOn'>['domains'] }) {
  const t = useText()
  const { show } = useNotices()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const verify = useSend('verifyDomain')
  const remove = useSend('removeDomain')
  const [removed, setRemoved] = useState<Domain | null>(null)
  const whyNot = useWhyNot(problem)
  const ask = ({ id, domain }: Domain) =>
    attempt(async () => {
      await verify.mutateAsync({ input: { domainId: id } })
      show({ id, type: 'success', header: t('singleSignOn.domain.isVerified', { domain }) })
    })
  const giveUp = ({ id, domain }: Domain) => {
    setRemoved(null)
    attempt(async () => {
      await remove.mutateAsync({ input: { domainId: id } })
      show({ id, type: 'success', header: t('singleSignOn.domain.isRemoved', { domain }) })
    })
  }
  return (
    <SpaceBetween size="s">
      {whyNot === null ? <ProblemAlert problem={problem} /> : <Alert type="warning">{whyNot}</Alert>}
      <Table
        trackBy="id"
        items={domains}
        columnDefinitions={useDomainColumns({ isBusy, onVerify: ask, onRemove: setRemoved })}
        wrapLines
        empty={<Box textAlign="center">{t('singleSignOn.domains.none')}</Box>}
        header={
          <Header variant="h2" description={t('singleSignOn.domains.text')}>
            {t('singleSignOn.domains')}
          </Header>
        }
        footer={<AddDomain />}
      />
      {dialog}
      {removed && (
        <ConfirmRemoval
          title={t('singleSignOn.domain.removeNamed', { domain: removed.domain })}
          text={t('singleSignOn.domain.remove.text')}
          onConfirm={() => giveUp(removed)}
          onCancel={() => setRemoved(null)}
        />
      )}
    </SpaceBetween>
  )
}
