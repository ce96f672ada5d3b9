import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { ProblemError } from '#sdk/client.ts'
import { BudgetCadence, setBudget } from '#contract/budgets.ts'
import { minorOf } from '#contract/money.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { AmountField } from '#console/ui/amount-field.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import { readAmount } from '#console/ui/read-amount.ts'
import { sumOfMoney } from '#console/ui/sum-of-money.ts'
import { codeOf, isProof } from '#console/ui/proof.ts'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'

type Budget = AnswerOf<'getBudget'>
type Cadence = Budget['cadence']
type OnExhaustion = Budget['onExhaustion']

interface BudgetFormProps extends CustomerDialogProps {
  /** Null for the first one. */
  readonly budget: Budget | null
  readonly onReload: () => void
}

/** What a customer may spend, how often that begins anew, and what happens when it is used up. */
export function BudgetForm({ customer, budget, onReload, onClose }: BudgetFormProps) {
  const t = useText()
  const { id: customerId, currency, name } = customer
  const [cadence, setCadence] = useState<Cadence>(budget?.cadence ?? 'monthly')
  const [onExhaustion, setOnExhaustion] = useState<OnExhaustion>(budget?.onExhaustion ?? 'manual')
  const [typed, setTyped] = useState(budget?.amount.amount ?? '')
  const [proof, setProof] = useState('')
  const amount = readAmount(typed, currency)
  const isComplete = amount !== null && isProof(proof)
  const { isTried, confirm, isSending, problem } = useDialogSend('setBudget', {
    input: isComplete ? { customerId, cadence, amount, onExhaustion, ...codeOf(proof) } : null,
    ifMatch: budget?.version ?? 0,
    done: t('budget.done', { name }),
    onDone: onClose,
  })
  const isStale = problem instanceof ProblemError && problem.problem.code === 'precondition_failed'
  return (
    <DialogFrame
      title={t('budget.title')}
      customer={customer}
      confirmText={t('budget.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
      onRetry={isStale ? onReload : undefined}
    >
      <CadenceField cadence={cadence} onChange={setCadence} />
      <AmountField
        label={t('budget.amount')}
        description={t(cadence === 'monthly' ? 'budget.amount.monthly' : 'budget.amount.oneTime')}
        currency={currency}
        value={typed}
        onChange={setTyped}
        errorText={isTried && amount === null ? t('budget.amount.missing', { currency }) : ''}
      />
      {budget && <UseSoFar budget={budget} amount={amount} cadence={cadence} />}
      <ExhaustionField onExhaustion={onExhaustion} onChange={setOnExhaustion} />
      <VerificationCodeField
        purpose="set_budget"
        subjectId={customerId}
        value={proof}
        onChange={setProof}
        isTried={isTried}
        problem={problem}
      />
    </DialogFrame>
  )
}

function CadenceField({ cadence, onChange }: { cadence: Cadence; onChange: (cadence: Cadence) => void }) {
  const t = useText()
  const code = useCodeText()
  return (
    <FormField label={t('budget.cadence')}>
      <RadioGroup
        value={cadence}
        onChange={({ detail }) => onChange(detail.value as Cadence)}
        items={BudgetCadence.options.map((value) => ({
          value,
          label: code('budgetCadence', value),
          description: t(value === 'monthly' ? 'budget.cadence.monthly' : 'budget.cadence.oneTime'),
        }))}
      />
    </FormField>
  )
}

interface ExhaustionFieldProps {
  readonly onExhaustion: OnExhaustion
  readonly onChange: (onExhaustion: OnExhaustion) => void
}

function ExhaustionField({ onExhaustion, onChange }: ExhaustionFieldProps) {
  const t = useText()
  const code = useCodeText()
  return (
    <FormField label={t('budget.onExhaustion')} description={t('budget.onExhaustion.text')}>
      <RadioGroup
        value={onExhaustion}
        onChange={({ detail }) => onChange(detail.value as OnExhaustion)}
        items={setBudget.input.shape.onExhaustion.options.map((value) => ({
          value,
          label: code('onExhaustion', value),
        }))}
      />
    </FormField>
  )
}

/** What is used of the budget that counts now, and what a lower one would mean. */
function UseSoFar({ budget, amount, cadence }: { budget: Budget; amount: Budget['amount'] | null; cadence: Cadence }) {
  const t = useText()
  const language = useLanguage()
  const used = sumOfMoney([budget.posted, budget.reserved], budget.amount.currency)
  const isBelowUse = amount !== null && cadence === budget.cadence && minorOf(amount) <= minorOf(used)
  const values = { used: moneyText(used, language), now: moneyText(budget.amount, language) }
  return (
    <Alert type={isBelowUse ? 'warning' : 'info'}>
      {t(isBelowUse ? 'budget.belowUse' : 'budget.usedSoFar', values)}
    </Alert>
  )
}
