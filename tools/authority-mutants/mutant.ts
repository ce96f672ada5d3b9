/** One check of authority, taken away by an edit of the source, and the test that must see it. */
export interface Mutant {
  readonly says: string
  readonly file: string
  /** Stands in the file exactly once, and is put in the place of. */
  readonly from: string
  readonly to: string
  /** The cheapest test file that sees it, and what its name holds when one test does. */
  readonly killer: string
  readonly only?: string
}

/** The row of an operation in a run of the matrix. */
export const inMatrix = (run: 'both-walls' | 'queries-alone', row: string) => ({
  killer: `server/matrix-${run}.test.ts`,
  only: `, ${row} is for those`,
})

/** Edits of one file that one test file sees: what is taken away, what stands, what is put there. */
export const mutantsOf = (
  file: string,
  seen: Pick<Mutant, 'killer' | 'only'>,
  edits: readonly (readonly [says: string, from: string, to: string])[],
): Mutant[] => edits.map(([says, from, to]) => ({ says, file, from, to, ...seen }))
