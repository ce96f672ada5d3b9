import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { FreezeScope } from '#contract/partners.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { codeOf, isProof } from '#console/ui/proof.ts'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'

type Scope = (typeof FreezeScope.options)[number]

/** Freezes an account, or the account and its resources, after saying what that will hit. */
export function FreezeDialog({ customer, onClose, scope: chosen }: CustomerDialogProps & { readonly scope: Scope }) {
  const t = useText()
  const code = useCodeText()
  const [scope, setScope] = useState<Scope>(chosen)
  const [reason, setReason] = useState('')
  const [proof, setProof] = useState('')
  const { id: customerId, openOrders: orders, liveResources: resources, freeze } = customer
  const isComplete = isReason(reason) && isProof(proof)
  const { isTried, confirm, isSending, problem } = useDialogSend('freezeCustomer', {
    input: isComplete ? { customerId, scope, reason, ...codeOf(proof) } : null,
    done: t('freeze.done', { name: customer.name }),
    onDone: onClose,
  })
  const scopes = freeze ? (['account_and_resources'] as const) : FreezeScope.options
  return (
    <DialogFrame
      title={t('freeze.title')}
      customer={customer}
      confirmText={t('freeze.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
    >
      <FormField label={t('freeze.scope')}>
        <RadioGroup
          value={scope}
          onChange={({ detail }) => setScope(detail.value as Scope)}
          items={scopes.map((value) => ({
            value,
            label: code('freezeScope', value),
            description: t(value === 'account' ? 'freeze.scope.account' : 'freeze.scope.resources'),
          }))}
        />
      </FormField>
      <Alert type="warning" header={t('freeze.hits')}>
        <ul>
          {orders > 0 && <li>{t('freeze.hits.orders', { count: orders })}</li>}
          {resources > 0 && (
            <li>
              {scope === 'account'
                ? t('freeze.hits.resources.account', { count: resources })
                : t('freeze.hits.resources.both', { count: resources })}
            </li>
          )}
          <li>{t('freeze.hits.acting')}</li>
        </ul>
      </Alert>
      <ReasonField
        label={t('freeze.reason')}
        description={t('freeze.reason.who')}
        value={reason}
        onChange={setReason}
        isTried={isTried}
      />
      <VerificationCodeField
        purpose="freeze_customer"
        subjectId={customerId}
        value={proof}
        onChange={setProof}
        isTried={isTried}
        problem={problem}
      />
    </DialogFrame>
  )
}
