import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, Language, nonBlank, queryInteger } from './text.ts'

export const LetterKind = z.enum(['commitment', 'authorization'])
export type LetterKind = z.output<typeof LetterKind>

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const maxLetterVersion = 1_000_000
const LetterText = nonBlank(20_000)

/** The very text that somebody accepts: what `getLetter` gave them. */
export const AcceptedLetter = z.strictObject({
  version: z.number().int().min(1).max(maxLetterVersion),
  sha256: Sha256,
})
export type AcceptedLetter = z.output<typeof AcceptedLetter>

const Letter = z.object({
  kind: LetterKind,
  version: z.number().int(),
  language: z.string(),
  text: z.string(),
  /** Of the text in UTF-8. */
  sha256: z.string(),
  publishedAt: Instant,
})

export const getLetter = operation({
  name: 'getLetter',
  method: 'GET',
  path: '/letters/{kind}',
  summary: 'The text of a letter: the newest, or that of a version. Every version stays readable.',
  permission: 'letters:read',
  input: z.strictObject({
    kind: LetterKind,
    language: Language.default('en'),
    version: queryInteger(1, maxLetterVersion).optional(),
  }),
  output: Letter,
})

export const publishLetter = operation({
  name: 'publishLetter',
  method: 'POST',
  path: '/letters/{kind}:publish',
  summary: 'Put a new version of a letter, in every language at once, in the place of the one in force.',
  permission: 'letters:publish',
  input: z.strictObject({
    kind: LetterKind,
    texts: z.strictObject({ en: LetterText, 'zh-CN': LetterText } satisfies Record<Language, typeof LetterText>),
  }),
  output: z.object({ kind: LetterKind, version: z.number().int(), letters: z.array(Letter) }),
  status: 201,
  idempotency: 'required',
})
