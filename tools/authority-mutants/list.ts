import { contractMutants } from './contract.ts'
import { decisionMutants } from './decision.ts'
import { endingMutants } from './endings.ts'
import { factorMutants } from './factors.ts'
import { gateMutants } from './gate.ts'
import type { Mutant } from './mutant.ts'
import { rowMutants } from './rows.ts'
import { singleSignOnMutants } from './single-sign-on.ts'
import { streamMutants } from './streams.ts'

/**
 * Every single check of authority. What is said twice on purpose, so that taking one away changes nothing, is not here:
 * the matrix takes those away together, by its runs with one wall.
 */
export const mutants: readonly Mutant[] = [
  ...decisionMutants,
  ...contractMutants,
  ...gateMutants,
  ...endingMutants,
  ...factorMutants,
  ...singleSignOnMutants,
  ...streamMutants,
  ...rowMutants,
]
