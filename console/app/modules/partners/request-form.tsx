import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { ScopeAction } from '#contract/permissions.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { askedAgain, narrowScope, type ScopeDraft } from '#console/app/modules/authorizations/narrow-scope.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { dayFromNow } from '#console/ui/day-from-now.ts'
import { Instant } from '#console/ui/instant.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { useReasonText } from '#console/ui/use-reason-text.ts'
import { CommitmentLetter } from './commitment-letter.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'
import { WishedScope } from './wished-scope.tsx'

interface RequestFormProps extends CustomerDialogProps {
  readonly letter: AnswerOf<'getLetter'>
  /** Whether the partner has accepted this version before: then it need not be shown again. */
  readonly isLetterAccepted: boolean
  /** The kinds of product there are. */
  readonly families: readonly string[]
  /** What was asked before, which is what is asked again until something of it is changed. */
  readonly before: AnswerOf<'getAuthorization'> | undefined
}

const usualActions: readonly ScopeAction[] = ['purchase_yearly_monthly', 'view_orders', 'view_resources']
const usualDays = 365

/** What is asked for, in words and in limits, under the letter that binds whoever asks. */
export function RequestForm({ customer, letter, isLetterAccepted, families, before, onClose }: RequestFormProps) {
  const t = useText()
  const { id: customerId, currency, name } = customer
  const { version, sha256 } = letter
  const [now] = useState(clockNow)
  const [draft, setDraft] = useState(() => firstDraft(before, families, now))
  const [message, setMessage] = useState('')
  const [isAccepted, accept] = useState(isLetterAccepted)
  // Whoever asks is bound by nothing yet: everything may be wished for.
  const asked = { actions: [...ScopeAction.options], autoExtend: true }
  const { scope, faults } = narrowScope(draft, { asked, everyFamily: families, currency, now })
  const isComplete = scope !== null && isAccepted && isReason(message)
  const { allowed = true, reasons = [] } = customer.can?.requestAuthorization ?? {}
  const reasonText = useReasonText()
  const inTheWay = allowed ? undefined : reasons.map(reasonText).join(' ')
  const { isTried, confirm, isSending, problem } = useDialogSend('requestAuthorization', {
    input: isComplete
      ? { customerId, message, scope, commitmentLetterAccepted: true, commitmentLetter: { version, sha256 } }
      : null,
    done: t('request.done', { name }),
    onDone: onClose,
  })
  return (
    <DialogFrame
      title={t('request.title')}
      customer={customer}
      size="large"
      confirmText={t('request.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      isBegun={message !== ''}
      problem={problem}
      disabledReason={inTheWay}
    >
      {inTheWay !== undefined && <Alert type="info">{inTheWay}</Alert>}
      {before && (
        <Box color="text-body-secondary">
          <RichText id="request.before" values={{ at: <Instant at={before.requestedAt} /> }} />
        </Box>
      )}
      <ReasonField
        label={t('request.message')}
        description={t('request.message.who')}
        value={message}
        onChange={setMessage}
        isTried={isTried}
        missing={t('request.message.missing')}
      />
      <WishedScope
        draft={draft}
        onChange={setDraft}
        families={families}
        currency={currency}
        faults={isTried ? faults : {}}
      />
      <CommitmentLetter
        letter={letter}
        wasAccepted={isLetterAccepted}
        isAccepted={isAccepted}
        onChange={accept}
        isTried={isTried}
      />
    </DialogFrame>
  )
}

/** What was asked before, or what is usual; and for as long as is usual where nothing was said of that. */
function firstDraft(before: RequestFormProps['before'], families: readonly string[], now: number): ScopeDraft {
  const usual = usualDraft(families)
  if (!before) return usual
  const again = askedAgain(before, families, now)
  return again.until === '' ? { ...again, until: usual.until } : again
}

const usualDraft = (families: readonly string[]): ScopeDraft => ({
  actions: usualActions,
  families,
  term: '',
  perOrder: '',
  perMonth: '',
  orders: '',
  until: dayFromNow(usualDays),
  autoExtend: false,
})
