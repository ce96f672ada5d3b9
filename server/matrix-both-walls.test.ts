import { playMatrix } from './testing/matrix/matrix.ts'

playMatrix({ walls: 'both walls', queries: true })
