import { appendFileSync } from 'node:fs'
import { mostUnknownMs } from '#kernel/streams.ts'

/** Whether tests are to run at their full figures, and not at those that every change can wait for. */
export const isProof = process.env['PROVE'] === '1'

/** What is promised of all that ends, in milliseconds; tests that every change waits for do not race the machine. */
export const atOnceMs = isProof ? 1000 : 10_000

/** How long the event streams of tests may go on unknown to be right: in a proof as long as those of the product. */
export const streamsUnknownMs = isProof ? mostUnknownMs : atOnceMs

/** Tells `npm run prove` what a proof has counted. */
export function tellFigures(of: string, figures: Readonly<Record<string, number>>): void {
  const file = process.env['PROVE_FIGURES']
  const told = Object.entries(figures).map(([what, count]) => `${count} ${what}`)
  if (file) appendFileSync(file, `${of}: ${told.join(', ')}\n`)
}
