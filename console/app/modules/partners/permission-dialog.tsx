import { useState } from 'react'
import Checkbox from '@cloudscape-design/components/checkbox'
import Form from '@cloudscape-design/components/form'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { formOf, isChanged, type PermissionForm, permissionNames, readForm, withdrawnBy } from './permission-form.ts'
import { QuotaFields } from './quota-fields.tsx'
import type { Reseller } from './reseller.ts'
import { WithdrawalWarning } from './withdrawal-warning.tsx'

interface PermissionDialogProps {
  readonly reseller: Reseller
  readonly onClose: () => void
}

/** Gives and withdraws what a reseller may do, and says before it is done what that ends. */
export function PermissionDialog({ reseller, onClose }: PermissionDialogProps) {
  const t = useText()
  const { show } = useNotices()
  const send = useSend('setDistributorPermission')
  const [form, setForm] = useState(() => formOf(reseller))
  const [wasTried, setTried] = useState(false)
  const change = (changed: Partial<PermissionForm>) => setForm((before) => ({ ...before, ...changed }))
  const read = readForm(form, reseller)
  const save = () => {
    setTried(true)
    if (!('permission' in read)) return
    const saved = { id: 'permission', type: 'success', header: t('permission.saved', { name: reseller.name }) } as const
    const onSuccess = () => {
      show({ ...saved, content: t('permission.saved.text') })
      onClose()
    }
    send.mutate({ input: { partnerId: reseller.id, ...read.permission } }, { onSuccess })
  }
  const isIdle = 'permission' in read && !isChanged(read.permission, reseller)
  return (
    <Modal
      visible
      size="medium"
      header={t('permission.title', { name: reseller.name })}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('permission.save')}
          isSending={send.isPending}
          onConfirm={save}
          onCancel={onClose}
          {...(isIdle ? { disabledReason: t('permission.nothing') } : {})}
        />
      }
    >
      <Form>
        <SpaceBetween size="m">
          {permissionNames.map((name) => (
            <Checkbox
              key={name}
              checked={form[name]}
              description={t(`permission.${name}.text`)}
              onChange={({ detail }) => change({ [name]: detail.checked })}
            >
              {t(`resellers.${name}`)}
            </Checkbox>
          ))}
          {form.setBudgets && (
            <QuotaFields
              form={form}
              budgets={reseller.budgets}
              fault={wasTried && 'fault' in read ? read.fault : undefined}
              onChange={change}
            />
          )}
          {withdrawnBy(form, reseller).map((name) => (
            <WithdrawalWarning key={name} name={name} partnerId={reseller.id} />
          ))}
          <ProblemAlert problem={send.error} />
        </SpaceBetween>
      </Form>
    </Modal>
  )
}
