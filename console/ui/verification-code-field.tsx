import FormField from '@cloudscape-design/components/form-field'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import type { VerificationPurpose } from '#contract/verification.ts'
import { useFactors } from '#console/api/factors.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { type BetterWay, FactorField } from './factor-field.tsx'
import { MailedCodeField } from './mailed-code-field.tsx'
import { steppedUp } from './proof.ts'
import { isStepUpNeeded } from './wrong-code.ts'

interface VerificationCodeFieldProps {
  readonly purpose: VerificationPurpose
  /** What the code is for; it is good for nothing else. */
  readonly subjectId?: string
  /** A code, or what stands for having stepped up: see `proof.ts`. */
  readonly value: string
  readonly onChange: (proof: string) => void
  /** Whether what is missing is said yet. */
  readonly isTried?: boolean
  /** What sending it has thrown: a code that was not taken is said here, where it is mended. */
  readonly problem?: unknown
}

type Way = BetterWay | 'mail'

/**
 * Has the member prove that it is they, for what must not be done by whoever finds a screen unlocked: by whichever way
 * they have, or else by a code that is mailed.
 */
export function VerificationCodeField(props: VerificationCodeFieldProps) {
  const { purpose, value, onChange, isTried = false, problem = null } = props
  const t = useText()
  const factors = useFactors()
  const ways = waysOf(factors.data, purpose)
  const [chosen, setChosen] = useState<Way | null>(null)
  const way = chosen ?? ways[0]
  const isOver = value === steppedUp && isStepUpNeeded(problem)
  useEffect(() => {
    if (isOver) onChange('')
    // oxlint-disable-next-line react/exhaustive-deps -- what the parent hands in is a new function at every drawing
  }, [isOver])
  const choose = (next: Way) => {
    setChosen(next)
    onChange('')
  }
  return (
    <SpaceBetween size="s">
      {ways.length > 1 && (
        <FormField label={t('stepUp.by')}>
          <SegmentedControl
            label={t('stepUp.by')}
            selectedId={way ?? null}
            onChange={({ detail }) => choose(detail.selectedId as Way)}
            options={ways.map((id) => ({ id, text: t(`stepUp.by.${id}`) }))}
          />
        </FormField>
      )}
      {way === undefined || way === 'mail' ? (
        <MailedCodeField {...props} value={value === steppedUp ? '' : value} />
      ) : (
        <FactorField
          key={way}
          way={way}
          isDone={value === steppedUp}
          isMissing={isTried && value !== steppedUp}
          onDone={() => onChange(steppedUp)}
        />
      )}
    </SpaceBetween>
  )
}

const wayOf = { passkey: 'passkey', authenticator_app: 'app', recovery_code: 'recovery' } as const

/** The best first. A mailed code does not step up who has something better, but is good for its one purpose. */
function waysOf(factors: AnswerOf<'getFactors'> | undefined, purpose: VerificationPurpose): readonly Way[] {
  const better: readonly BetterWay[] = [...(factors?.kinds.map((kind) => wayOf[kind]) ?? [])]
  return purpose === 'step_up' && better.length > 0 ? better : [...better, 'mail']
}
