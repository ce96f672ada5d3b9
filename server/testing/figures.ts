import { appendFileSync } from 'node:fs'

/** Whether tests are to run at their full figures, and not at those that every change can wait for. */
export const isProof = process.env['PROVE'] === '1'

/** Tells `npm run prove` what a proof has counted. */
export function tellFigures(of: string, figures: Readonly<Record<string, number>>): void {
  const file = process.env['PROVE_FIGURES']
  const told = Object.entries(figures).map(([what, count]) => `${count} ${what}`)
  if (file) appendFileSync(file, `${of}: ${told.join(', ')}\n`)
}
