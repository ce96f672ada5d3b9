import FormField from '@cloudscape-design/components/form-field'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useState } from 'react'
import type { MemberId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { useSettled } from '#console/ui/use-settled.ts'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'

const nobody = 'nobody'
const maxFound = 50

/** Chooses who looks after a customer. A member who is only account manager then sees it. */
export function AssignDialog({ customer, onClose }: CustomerDialogProps) {
  const t = useText()
  const [chosen, choose] = useState<SelectProps.Option | null>(null)
  const { options, ...search } = useManagerSearch()
  const { isTried, confirm, isSending, problem } = useDialogSend('assignAccountManager', {
    input: chosen && { customerId: customer.id, memberId: chosen.value === nobody ? null : (chosen.value as MemberId) },
    done: t('assign.done', { name: customer.name }),
    onDone: onClose,
  })
  const isMissing = isTried && !chosen
  return (
    <DialogFrame
      title={t('assign.title')}
      customer={customer}
      confirmText={t('assign.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
    >
      <FormField
        label={t('customers.accountManager')}
        description={t('assign.text', { now: customer.accountManager?.name ?? t('assign.nobody') })}
        errorText={isMissing ? t('assign.missing') : ''}
      >
        <Select
          selectedOption={chosen}
          onChange={({ detail }) => choose(detail.selectedOption)}
          options={[...options, { value: nobody, label: t('assign.nobody') }]}
          placeholder={t('assign.choose')}
          expandToViewport
          {...search}
        />
      </FormField>
    </DialogFrame>
  )
}

/** The members who can be chosen, searched on the server: a partner may have more than fit on a page. */
function useManagerSearch() {
  const t = useText()
  const code = useCodeText()
  const [typed, setTyped] = useState('')
  const member = useSettled(typed.trim())
  const found = useApi('listAccountManagers', { limit: maxFound, ...(member === '' ? {} : { member }) })
  const options = (found.data?.items ?? []).map(({ id, name, email, roles }) => ({
    value: id,
    label: name,
    description: email,
    tags: roles.map((role) => code('role', role)),
  }))
  const statusType = found.isError ? 'error' : found.isLoading ? 'loading' : 'finished'
  return {
    options,
    filteringType: 'manual',
    filteringPlaceholder: t('assign.search'),
    filteringAriaLabel: t('assign.search'),
    statusType,
    loadingText: t('common.loading'),
    errorText: t('common.noAnswer.title'),
    recoveryText: t('common.tryAgain'),
    finishedText: found.data?.nextCursor ? t('assign.moreThere') : '',
    onLoadItems: ({ detail }) => {
      setTyped(detail.filteringText)
      if (detail.samePage && found.isError) void found.refetch()
    },
  } as const satisfies Partial<SelectProps>
}
