import type { ReactNode } from 'react'
import { useIsFramed } from './page-context.tsx'

/** Marks the main part of the window for whoever jumps there by ear. The frame does so itself: there is one only. */
export function MainLandmark({ children }: { children: ReactNode }) {
  return useIsFramed() ? children : <main>{children}</main>
}
