const key = 'procura.return-to'

/** Keeps where this tab is to go on while somebody signs in elsewhere: no provider is told. */
export function keepReturnTo(returnTo: string | undefined): void {
  if (returnTo === undefined) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, returnTo)
}

/** Where to go on, once. */
export function takeReturnTo(): string | undefined {
  const kept = sessionStorage.getItem(key) ?? undefined
  sessionStorage.removeItem(key)
  return kept
}
