import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { type LetterKind, publishLetter } from '#contract/letters.ts'
import { type AnswerOf, useApi, useSend } from '#console/api/use-api.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

interface PublishLetterDialogProps {
  readonly kind: LetterKind
  readonly close: () => void
  readonly onPublished: () => void
}

/** Begins with the text in force, for a new version is an edit of the one before. */
export function PublishLetterDialog(props: PublishLetterDialogProps) {
  const { kind } = props
  const english = useApi('getLetter', { kind, language: 'en' })
  const chinese = useApi('getLetter', { kind, language: 'zh-CN' })
  if (!english.data || !chinese.data) return <ProblemAlert problem={english.error ?? chinese.error} />
  return <Editor {...props} english={english.data} chinese={chinese.data} />
}

interface EditorProps extends PublishLetterDialogProps {
  readonly english: AnswerOf<'getLetter'>
  readonly chinese: AnswerOf<'getLetter'>
}

function Editor({ kind, close, onPublished, english, chinese }: EditorProps) {
  const t = useText()
  const code = useCodeText()
  const { show } = useNotices()
  const publish = useSend('publishLetter')
  // Publishing again after an answer that was lost is the same version, for it has the same key.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [texts, setTexts] = useState({ en: english.text, 'zh-CN': chinese.text })
  const letter = code('letterKind', kind)
  const isSame = texts.en === english.text && texts['zh-CN'] === chinese.text
  const isWhole = publishLetter.input.safeParse({ kind, texts }).success
  const confirm = () => {
    const onSuccess = ({ version }: AnswerOf<'publishLetter'>) => {
      show({ id: 'letter', type: 'success', header: t('letters.published', { letter, version }) })
      onPublished()
    }
    publish.mutate({ input: { kind, texts }, how: { idempotencyKey } }, { onSuccess })
  }
  const blocked = isSame ? t('letters.same') : isWhole ? undefined : t('letters.empty')
  const field = (language: keyof typeof texts, label: string) => (
    <FormField label={label} stretch>
      <Textarea
        rows={10}
        value={texts[language]}
        onChange={({ detail }) => setTexts((before) => ({ ...before, [language]: detail.value }))}
      />
    </FormField>
  )
  return (
    <Modal
      visible
      size="large"
      header={t('letters.edit.title', { letter })}
      onDismiss={({ detail }) => {
        if (isSame || detail.reason === 'closeButton') close()
      }}
      footer={
        <DialogActions
          confirmText={t('letters.publish')}
          isSending={publish.isPending}
          onConfirm={confirm}
          onCancel={close}
          {...(blocked === undefined ? {} : { disabledReason: blocked })}
        />
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{t('letters.edit.text')}</Alert>
        {field('en', t('letters.english'))}
        {field('zh-CN', t('letters.chinese'))}
        <ProblemAlert problem={publish.error} />
      </SpaceBetween>
    </Modal>
  )
}
