import { createContext } from 'react'

/** The level of the headings of boxes: one below that of the group they are in. */
export const BoxHeading = createContext<'h2' | 'h3'>('h2')
