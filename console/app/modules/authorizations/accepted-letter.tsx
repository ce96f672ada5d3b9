import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import { useState } from 'react'
import { useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { Letter } from '#console/ui/letter.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** The version of the letter that was accepted, to be read again as it was. */
export function AcceptedLetter({ version }: { version: number }) {
  const t = useText()
  const name = useCodeText()('letterKind', 'authorization')
  const [isOpen, open] = useState(false)
  const title = t('myAuthorization.letterVersion', { version })
  return (
    <>
      <Button variant="inline-link" ariaLabel={`${name}: ${title}`} onClick={() => open(true)}>
        {title}
      </Button>
      {isOpen && (
        <Modal
          visible
          size="large"
          header={`${name}: ${title}`}
          closeAriaLabel={t('common.close')}
          onDismiss={() => open(false)}
        >
          <LetterText name={name} version={version} />
        </Modal>
      )}
    </>
  )
}

function LetterText({ name, version }: { name: string; version: number }) {
  const letter = useApi('getLetter', { kind: 'authorization', version, language: useLanguage() })
  if (letter.error) return <ProblemAlert problem={letter.error} onRetry={() => void letter.refetch()} />
  return letter.data ? <Letter name={name} text={letter.data.text} /> : <Loading />
}
