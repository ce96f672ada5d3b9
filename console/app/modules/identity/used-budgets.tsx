import Link from '@cloudscape-design/components/link'
import { budgetAlertPercents } from '#contract/budgets.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { BudgetUse } from '#console/ui/budget-use.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Customer = AnswerOf<'listCustomers'>['items'][number]

const [usedPercent] = budgetAlertPercents

/** Customers whose budget is nearly used up, the fullest first: above 100 % nothing more can be ordered. */
export function UsedBudgets({ tab }: { tab?: 'resellers_customers' }) {
  const t = useText()
  const search = { budgetUsageMin: String(usedPercent), sort: '-budgetUsage', ...(tab ? { tab } : {}) } as const
  const list = useApi('listCustomers', { ...search, limit: boxRows })
  const row = ({ id, account, budget }: Customer) => ({
    id,
    content: <Link href={paths.customer(id)}>{account}</Link>,
    // The name is masked until somebody asks for it by name; the id is what it can be told apart by.
    secondaryContent: budget && (
      <RichText
        id="home.usedOf"
        values={{ id, used: <Amount money={budget.used} />, amount: <Amount money={budget.amount} /> }}
      />
    ),
    actions: budget && <BudgetUse percent={budget.usagePercent} />,
  })
  const title = t('home.budgets', { percent: usedPercent })
  return (
    <AttentionBox
      title={title}
      {...(tab ? { spokenTitle: t('home.ofResellers', { title }) } : {})}
      list={list}
      row={row}
      href={paths.customers(search)}
      nothing={t('home.budgets.none', { percent: usedPercent })}
    />
  )
}
