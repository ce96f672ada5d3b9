const key = 'procura.member'

/** Keeps who this tab is for: through a reload, after their session has ended, and for no other tab. */
export function rememberMember(memberId: string): void {
  sessionStorage.setItem(key, memberId)
}

/**
 * Whether what the tab's address says is somebody else's. What was searched for stands in it, and with it the name or
 * the number of a customer, so it is for whoever wrote it alone.
 */
export function wasForOther(memberId: string): boolean {
  const last = sessionStorage.getItem(key)
  return last !== null && last !== memberId
}
