/**
 * Whose session this page takes it to be. Every request says so, and the server refuses what would be done in another
 * member's name: one browser has one session, and in another tab somebody else may have signed in.
 */
let expected: string | null = null

export function expectMember(memberId: string | null): void {
  expected = memberId
}

export function expectedMemberHeader(): Readonly<Record<string, string>> {
  return expected === null ? {} : { 'expected-member': expected }
}
