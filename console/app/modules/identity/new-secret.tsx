import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'

interface NewSecretProps {
  readonly apiKey: AnswerOf<'createApiKey'>
  readonly onDone: () => void
}

/** The secret of a key that was just made, here and nowhere else: it is gone with the page. */
export function NewSecret({ apiKey: { name, secret }, onDone }: NewSecretProps) {
  const t = useText()
  return (
    <Alert
      type="warning"
      header={t('apiKeys.secret', { name })}
      action={<Button onClick={onDone}>{t('apiKeys.secret.done')}</Button>}
    >
      <div>{t('apiKeys.secret.text')}</div>
      <CopyToClipboard
        variant="inline"
        textToCopy={secret}
        copyButtonAriaLabel={t('apiKeys.secret.copy')}
        copySuccessText={t('common.copied')}
        copyErrorText={t('common.notCopied')}
      />
    </Alert>
  )
}
