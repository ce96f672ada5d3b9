import { patterns } from '#console/paths.ts'

/**
 * Where to go after signing in. It comes from the URL, where anybody may have written it, so only an address of this
 * console is taken: a foreign one would send whoever has just signed in to a page that looks like ours.
 */
export function safeReturnTo(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || !wanted.startsWith('/')) return patterns.home
  const url = URL.parse(wanted, origin)
  if (url?.origin !== origin || url.pathname === patterns.signIn) return patterns.home
  return `${url.pathname}${url.search}${url.hash}`
}
