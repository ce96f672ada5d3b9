/** What is wrong with what was entered into one field. */
export type Fault =
  | { readonly kind: 'missing' | 'noNumber' | 'noInteger' | 'schema' }
  | { readonly kind: 'tooSmall' | 'tooLarge' | 'tooShort' | 'tooLong'; readonly limit: number }
  | { readonly kind: 'form' }
