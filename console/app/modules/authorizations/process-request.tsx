import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { AuthorizationView } from '#contract/authorizations.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { LeaveGuard } from '#console/ui/leave-guard.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ScopeText } from '#console/ui/scope-text.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import { ApprovalModeChoice } from './approval-mode-choice.tsx'
import { LetterAcceptance } from './letter-acceptance.tsx'
import type { Narrowed, Narrowing } from './narrow-scope.ts'
import { ScopeEditor } from './scope-editor.tsx'
import { useApproval } from './use-approval.ts'
import { useProcessing } from './use-processing.ts'
import { WhoAsks } from './who-asks.tsx'

const meanings = {
  automatic: 'process.meaning',
  notify: 'process.meaning',
  approve_each: 'process.meaning.approveEach',
  approve_above: 'process.meaning.approveAbove',
} as const

/** A request to decide, from top to bottom: who asks, how much of it is allowed, the letter, and the code. */
export function ProcessRequest({ authorization }: { authorization: AuthorizationView }) {
  const { customer, services, letter, active } = useProcessing()
  // Fields that are being filled in are measured by the instant at which they were opened, not anew at each key.
  const [now] = useState(clockNow)
  const failed = [customer, services, letter, active].find(({ error }) => error)
  if (failed) return <ProblemAlert problem={failed.error} onRetry={() => void failed.refetch()} />
  if (!customer.data || !services.data || !letter.data || !active.data) return <Loading />
  const narrowing: Narrowing = {
    asked: authorization.scope,
    everyFamily: [...new Set(services.data.items.map(({ family }) => family))],
    currency: customer.data.currency,
    now,
  }
  const renewed = active.data.items.find(({ id }) => id === authorization.renews)
  return (
    <Fields
      authorization={authorization}
      narrowing={narrowing}
      letter={letter.data}
      {...(renewed ? { renewed } : {})}
    />
  )
}

interface FieldsProps {
  readonly authorization: AuthorizationView
  readonly narrowing: Narrowing
  readonly letter: AnswerOf<'getLetter'>
  readonly renewed?: AuthorizationView
}

function Fields({ authorization, narrowing, letter, renewed }: FieldsProps) {
  const t = useText()
  const { id, partner } = authorization
  const approval = useApproval(authorization, narrowing, letter, renewed)
  const { narrowed, isTried, isSending, problem, send } = approval
  return (
    <Form
      errorText={isTried && !approval.isComplete ? t('process.error.summary') : ''}
      actions={
        <SubmitButton variant="primary" loading={isSending} onClick={send}>
          {t('process.approve')}
        </SubmitButton>
      }
    >
      <LeaveGuard isBegun={approval.isBegun} />
      <SpaceBetween size="l">
        {renewed && <Alert type="info">{t('process.renews', { partner: partner.name })}</Alert>}
        <WhoAsks authorization={authorization} />
        <ScopeEditor {...approval.scope} narrowing={narrowing} faults={isTried ? narrowed.faults : widened(narrowed)} />
        <ApprovalModeChoice {...approval.mode} />
        <LetterAcceptance letter={letter} {...approval.letter} isTried={isTried} />
        <Container header={<Header variant="h2">{t('process.step.confirm')}</Header>}>
          <SpaceBetween size="l">
            <div>
              {narrowed.scope ? (
                <>
                  {t(meanings[approval.mode.mode], { partner: partner.name })}
                  <ScopeText scope={narrowed.scope} />
                  {t('process.binds')}
                </>
              ) : (
                t('process.meaning.none')
              )}
            </div>
            <VerificationCodeField purpose="decide_authorization" subjectId={id} {...approval.code} />
            <ProblemAlert problem={isWrongCode(problem) ? null : problem} />
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </Form>
  )
}

/** What is wider than was asked is said at once; what is not filled in yet, only when somebody goes on. */
function widened({ faults }: Narrowed): Narrowed['faults'] {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault === 'widened'))
}
