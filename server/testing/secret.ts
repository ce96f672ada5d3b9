/** What is sealed in tests is sealed with this. */
export const secret = 'the secret of an office that is a test'
