/** Words in a row, as the language joins them: “Compute, Storage and Network”. */
export function listText(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words)
}
