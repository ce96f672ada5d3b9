import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import type { LetterKind } from '#contract/letters.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { Letter } from '#console/ui/letter.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { PublishLetterDialog } from './publish-letter-dialog.tsx'

type Text = AnswerOf<'getLetter'>

/** One letter as it is in force, in both languages, with the versions before it. */
export function LetterInForce({ kind }: { kind: LetterKind }) {
  const [version, choose] = useState<number | null>(null)
  const newest = useApi('getLetter', { kind })
  const chosen = version === null ? {} : { version }
  const english = useApi('getLetter', { kind, language: 'en', ...chosen }, { keepPrevious: true })
  const chinese = useApi('getLetter', { kind, language: 'zh-CN', ...chosen }, { keepPrevious: true })
  const failed = [newest, english, chinese].find(({ error }) => error)
  if (failed) return <ProblemAlert problem={failed.error} onRetry={() => void failed.refetch()} />
  if (!newest.data || !english.data || !chinese.data) return <Loading />
  return <Texts newest={newest.data.version} english={english.data} chinese={chinese.data} choose={choose} />
}

interface TextsProps {
  readonly newest: number
  readonly english: Text
  readonly chinese: Text
  readonly choose: (version: number | null) => void
}

function Texts({ newest, english, chinese, choose }: TextsProps) {
  const t = useText()
  const code = useCodeText()
  const why = useWhyNot()('letters:publish')
  // What the reader reads comes first.
  const own = useLanguage() === english.language ? [english, chinese] : [chinese, english]
  const [isPublishing, publish] = useState(false)
  const { kind, version, publishedAt } = english
  const name = code('letterKind', kind)
  const options = Array.from({ length: newest }, (_, place) => ({
    value: String(newest - place),
    label: t(place === 0 ? 'letters.version.inForce' : 'letters.version.of', { version: newest - place }),
  }))
  const facts = [
    {
      label: t('letters.version'),
      value: (
        <Select
          ariaLabel={t('letters.version.choose', { letter: name })}
          options={options}
          selectedOption={options.find(({ value }) => value === String(version)) ?? null}
          onChange={({ detail }) => choose(Number(detail.selectedOption.value))}
        />
      ),
    },
    { label: t('letters.publishedAt'), value: <Instant at={publishedAt} /> },
  ]
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              {...(why === undefined ? {} : { disabled: true, disabledReason: why })}
              ariaLabel={t('letters.edit.label', { letter: name })}
              onClick={() => publish(true)}
            >
              {t('letters.edit')}
            </Button>
          }
        >
          {name}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs columns={2} items={facts} />
        <Tabs
          ariaLabel={name}
          tabs={own.map(({ language, text }) => ({
            id: language,
            label: t(language === 'en' ? 'letters.english' : 'letters.chinese'),
            content: <Letter name={name} text={text} />,
          }))}
        />
      </SpaceBetween>
      {isPublishing && (
        <PublishLetterDialog
          kind={kind}
          close={() => publish(false)}
          onPublished={() => {
            publish(false)
            choose(null)
          }}
        />
      )}
    </Container>
  )
}
