import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { ApiProvider } from '#console/api/api-context.tsx'
import { ownApi } from '#console/api/own-api.ts'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import type { Refused } from './order-draft.ts'
import { thrownProblem } from './thrown-problem.ts'

interface ConfirmCodeProps {
  readonly customer: string
  readonly code: string
  readonly onChange: (code: string) => void
  readonly isTried: boolean
  readonly refused: Refused
}

/** The code that the customer asks for above an amount. Whoever orders gets it in their own name, also while acting. */
export function ConfirmCode({ customer, code, onChange, isTried, refused }: ConfirmCodeProps) {
  const t = useText()
  const { customerId } = useCustomerContext()
  return (
    <Container header={<Header variant="h2">{t('confirm.code')}</Header>}>
      <ApiProvider api={ownApi}>
        <p>{t('confirm.code.text', { customer })}</p>
        <VerificationCodeField
          purpose="place_order"
          subjectId={customerId}
          value={code}
          onChange={onChange}
          isTried={isTried}
          problem={refused && thrownProblem(refused.answer)}
        />
      </ApiProvider>
    </Container>
  )
}
