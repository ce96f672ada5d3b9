import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { authorizationCan } from '#contract/authorizations.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { Loading } from '#console/app/loading.tsx'
import { RequestDialog } from '#console/app/modules/partners/request-dialog.tsx'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { AuthorizationFacts } from './authorization-facts.tsx'
import { RenewDialog } from './renew-dialog.tsx'
import { WithdrawRequest } from './withdraw-request.tsx'

interface AuthorizationDialogProps {
  readonly id: string
  readonly close: () => void
}

/** One request or grant of a partner, with the way to take a request back, and to ask anew for what is over. */
export function AuthorizationDialog({ id, close }: AuthorizationDialogProps) {
  const t = useText()
  const { data, error, refetch } = useApi('getAuthorization', { authorizationId: id })
  const [isWithdrawing, withdraw] = useState(false)
  const [isRenewing, renew] = useState(false)
  const [isAskingAgain, askAgain] = useState(false)
  if (data && isRenewing) return <RenewDialog authorization={data} close={close} />
  if (data && isWithdrawing) return <WithdrawRequest authorization={data} close={() => withdraw(false)} />
  if (data && isAskingAgain) return <AskAgain authorization={data} close={close} />
  return (
    <Modal
      visible
      size="large"
      header={data ? t('authorizations.of', { customer: data.customer.name }) : t('authorization.title')}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {data && can('cancel', data) && (
              <AskButton text={t('authorizations.withdraw')} onClick={() => withdraw(true)} />
            )}
            {data && can('renew', data) && <AskButton text={t('authorizations.renew')} onClick={() => renew(true)} />}
            {data && !can('end', data) && (
              <AskButton text={t('authorizations.askAgain')} onClick={() => askAgain(true)} />
            )}
            <Button variant="primary" onClick={close}>
              {t('common.close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {data ? (
        <AuthorizationFacts authorization={data} />
      ) : error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Modal>
  )
}

/** The request once more, for the customer as it is now. */
function AskAgain({ authorization, close }: { authorization: AnswerOf<'getAuthorization'>; close: () => void }) {
  const { data, error, refetch } = useApi('getCustomer', { customerId: authorization.customer.id })
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />
  return data ? <RequestDialog customer={data} like={authorization.id} onClose={close} /> : null
}

function AskButton({ text, onClick }: { text: string; onClick: () => void }) {
  const why = useWhyNot()('authorizations:request')
  return (
    <Button {...(why === undefined ? {} : { disabled: true, disabledReason: why })} onClick={onClick}>
      {text}
    </Button>
  )
}

function can(verb: 'cancel' | 'renew' | 'end', { state }: AnswerOf<'getAuthorization'>): boolean {
  const states: readonly string[] = authorizationCan[verb]
  return states.includes(state)
}
