import { AuditResult } from '#contract/audit.ts'
import { operations } from '#contract/index.ts'
import { useSession } from '#console/api/session.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { useText } from '#console/text/text.tsx'
import type { FilterField } from '#console/ui/filter-query.ts'

/** What the server does by itself and writes down. */
const jobs = [
  'sweepAuthorizations',
  'settleOrder',
  'lapseOrder',
  'fulfilOrder',
  'provisionResource',
  'removeOrphan',
  'readCatalog',
]

/** Reads are not written down, but for those that show what is otherwise hidden. */
const recorded = [
  ...operations.filter(({ method, audited }) => method !== 'GET' || audited).map(({ name }) => name),
  ...jobs,
]

/** What the log is searched by. A customer's own log has no other customers in it. */
export function useAuditFields(): FilterField[] {
  const t = useText()
  const codeChoices = useCodeChoices()
  const { kind } = useSession().account
  const byName = (one: { label: string }, other: { label: string }) => one.label.localeCompare(other.label)
  const exact = (name: string, label: string): FilterField => ({ kind: 'text', name, label, exact: true })
  return [
    {
      kind: 'choice',
      name: 'operation',
      label: t('audit.operation'),
      choices: codeChoices('operation', recorded).toSorted(byName),
    },
    {
      kind: 'choice',
      name: 'result',
      label: t('audit.result'),
      choices: codeChoices('auditResult', AuditResult.options),
    },
    { kind: 'days', label: t('audit.day'), from: 'from', to: 'to' },
    ...(kind === 'customer' ? [] : [exact('customerId', t('audit.customer'))]),
    exact('authorizationId', t('audit.authorization')),
    exact('actingSessionId', t('audit.actingSession')),
    exact('subject', t('audit.subject')),
  ]
}
