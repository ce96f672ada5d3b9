import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { ProblemError } from '#sdk/problem-error.ts'

const texts: Readonly<Record<string, Readonly<Record<string, PlainTextKey>>>> = {
  identity_provider_unfit: {
    not_https: 'singleSignOn.unfit.not_https',
    address_refused: 'singleSignOn.unfit.address_refused',
    unreachable: 'singleSignOn.unfit.unreachable',
    issuer_differs: 'singleSignOn.unfit.issuer_differs',
    no_code_flow: 'singleSignOn.unfit.no_code_flow',
  },
  domain_unproven: {
    no_record: 'singleSignOn.unproven.no_record',
    no_answer: 'singleSignOn.unproven.no_answer',
  },
}

/** What is wrong with a provider or a domain, for who can mend it; null where something else went wrong. */
export function useWhyNot(problem: unknown): string | null {
  const t = useText()
  if (!(problem instanceof ProblemError)) return null
  const key = texts[problem.problem.code]?.[String(problem.problem['why'])]
  return key === undefined ? null : t(key)
}
