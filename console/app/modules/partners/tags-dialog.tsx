import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TokenGroup from '@cloudscape-design/components/token-group'
import { useState } from 'react'
import { CustomerTag, maxCustomerTags } from '#contract/partners.ts'
import { useText } from '#console/text/text.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'

const maxLength = CustomerTag.maxLength ?? Infinity

/** Sets the words by which a partner sorts its customers. */
export function TagsDialog({ customer, onClose }: CustomerDialogProps) {
  const t = useText()
  const [tags, setTags] = useState<readonly string[]>(customer.tags)
  const [typed, setTyped] = useState('')
  const tag = typed.trim()
  const all = tag === '' || tags.includes(tag) ? tags : [...tags, tag]
  const isFull = all.length > maxCustomerTags
  const add = () => {
    if (isFull) return
    setTags(all)
    setTyped('')
  }
  const { confirm, isSending, problem } = useDialogSend('replaceCustomerTags', {
    input: isFull ? null : { customerId: customer.id, tags: [...all] },
    done: t('tags.done', { name: customer.name }),
    onDone: onClose,
  })
  return (
    <DialogFrame
      title={t('tags.title')}
      customer={customer}
      confirmText={t('tags.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
    >
      <SpaceBetween size="xs">
        <FormField
          label={t('tags.add')}
          description={t('tags.add.text')}
          constraintText={t('tags.form', { length: maxLength, count: maxCustomerTags })}
          errorText={isFull ? t('tags.full', { count: maxCustomerTags }) : ''}
          secondaryControl={<Button onClick={add}>{t('tags.addButton')}</Button>}
        >
          <Input
            value={typed}
            onChange={({ detail }) => setTyped(detail.value.slice(0, maxLength))}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') add()
            }}
          />
        </FormField>
        <TokenGroup
          items={tags.map((label) => ({ label, dismissLabel: t('tags.remove', { tag: label }) }))}
          onDismiss={({ detail }) => setTags(tags.filter((_, index) => index !== detail.itemIndex))}
        />
      </SpaceBetween>
    </DialogFrame>
  )
}
