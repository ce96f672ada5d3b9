/** A code of an app or of a recovery sheet as it was typed or copied: both are shown in groups with spaces between. */
export const readCode = (typed: string): string => typed.replace(/\s+/g, '').toLowerCase()
