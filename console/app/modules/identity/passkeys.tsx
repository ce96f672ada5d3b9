import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { addressWithName, hasPasskeys } from '#console/api/passkey-browser.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { AddPasskeyDialog } from './add-passkey-dialog.tsx'
import { useStepUp } from './use-step-up.tsx'

type Passkey = AnswerOf<'getFactors'>['passkeys'][number]

/** The member's passkeys, and the ways to add one and to take one away. */
export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }) {
  const t = useText()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const start = useSend('startPasskey', { changesReads: false })
  const remove = useSend('removePasskey')
  const [options, setOptions] = useState<AnswerOf<'startPasskey'> | null>(null)
  const add = () => attempt(async () => setOptions(await start.mutateAsync({ input: {} })))
  const takeAway = ({ id: passkeyId }: Passkey) => attempt(() => remove.mutateAsync({ input: { passkeyId } }))
  const columns = useColumns(takeAway)
  return (
    <SpaceBetween size="s">
      <ProblemAlert problem={problem} />
      <Table
        trackBy="id"
        items={passkeys}
        columnDefinitions={columns}
        empty={<Box textAlign="center">{t('security.passkeys.none')}</Box>}
        header={
          <Header
            variant="h2"
            actions={
              hasPasskeys() && (
                <Button loading={isBusy} onClick={add}>
                  {t('security.passkeys.add')}
                </Button>
              )
            }
          >
            {t('security.passkeys')}
          </Header>
        }
        footer={hasPasskeys() ? undefined : <Impossible />}
      />
      {dialog}
      {options && <AddPasskeyDialog options={options} onClose={() => setOptions(null)} />}
    </SpaceBetween>
  )
}

/** Why this browser can have none here; a sandbox that was opened by its number has a name too. */
function Impossible() {
  const t = useText()
  const named = addressWithName()
  return (
    <Alert
      type="info"
      action={
        named !== null && (
          <Button href={named} external i18nStrings={{ externalIconAriaLabel: t('common.opensInNewTab') }}>
            {t('security.passkeys.atName')}
          </Button>
        )
      }
    >
      {t('security.passkeys.impossible')}
      {named !== null && ` ${t('security.passkeys.atName.text')}`}
    </Alert>
  )
}

function useColumns(onRemove: (passkey: Passkey) => void) {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('security.passkeys.name'),
      isRowHeader: true,
      minWidth: 140,
      cell: ({ name }: Passkey) => name,
    },
    {
      id: 'added',
      header: t('security.passkeys.added'),
      minWidth: 170,
      cell: ({ addedAt }: Passkey) => <Instant at={addedAt} />,
    },
    {
      id: 'used',
      header: t('security.passkeys.used'),
      minWidth: 170,
      cell: ({ lastUsedAt }: Passkey) =>
        lastUsedAt === null ? t('security.passkeys.never') : <Instant at={lastUsedAt} />,
    },
    {
      id: 'remove',
      header: t('security.passkeys.remove'),
      minWidth: 90,
      cell: (passkey: Passkey) => (
        <Button
          variant="inline-link"
          ariaLabel={t('security.passkeys.removeNamed', { name: passkey.name })}
          onClick={() => onRemove(passkey)}
        >
          {t('security.passkeys.remove')}
        </Button>
      ),
    },
  ]
}
