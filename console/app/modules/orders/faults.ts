/** What is wrong with what was entered into one field. */
export type Fault =
  | { readonly kind: 'missing' | 'noNumber' | 'noInteger' }
  | { readonly kind: 'tooSmall' | 'tooLarge' | 'tooShort' | 'tooLong'; readonly limit: number }
  | { readonly kind: 'form'; readonly pattern: string }
  /** In the words of the schema, for what the form itself does not check. */
  | { readonly kind: 'schema'; readonly message: string }
