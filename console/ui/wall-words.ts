import { createContext } from 'react'
import type { WallKnown } from '#contract/refusals.ts'

/** A wall as the API names it: its code, what is known of it, and words for readers who do not know the code. */
export interface NamedWall extends WallKnown {
  readonly wall: string
  readonly whoCanMend?: string | undefined
  readonly how?: string | undefined
}

/** What a wall says to one reader. */
export interface WallWords {
  /** What nobody can mend has one sentence of its own. */
  readonly final: string | undefined
  readonly failed: string
  readonly passed: string
  /** What a limit allows or has left, and until when; empty where nothing is known. */
  readonly known: string
  /** In which state it is, where it has states. */
  readonly state: string | undefined
  readonly who: string
  readonly how: string
}

/** The words for the reader who is signed in, given by the frame; null before that, where nobody is known yet. */
export const WallWordsContext = createContext<((met: NamedWall) => WallWords) | null>(null)
