import { playMatrix } from './testing/matrix/matrix.ts'
import { withoutPolicies } from './testing/matrix/policies.ts'

playMatrix({ walls: 'the queries alone', queries: true, prepare: withoutPolicies })
