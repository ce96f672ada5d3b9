import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { useSyncExternalStore } from 'react'
import type { Preferences } from '#contract/identity.ts'
import { type Language, languageFor, languages } from '#console/text/language.ts'

export type Theme = NonNullable<Preferences['theme']>
export type DensityName = NonNullable<Preferences['density']>

/** How the console looks: what the member chose, and what holds where they chose nothing. */
export interface Look {
  readonly language: Language
  readonly theme: Theme
  readonly density: DensityName
}

export const themes = ['light', 'dark', 'system'] as const satisfies readonly Theme[]
export const densities = ['comfortable', 'compact'] as const satisfies readonly DensityName[]

const storageKey = 'procura.look'

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
const defaultLook = (): Look => ({
  language: languageFor(navigator.languages),
  theme: 'system',
  density: 'comfortable',
})
let { look, memberId } = storedLook() ?? { look: defaultLook(), memberId: null }

systemIsDark.addEventListener('change', () => applyLook())

/** The look as it is now; the member's own comes from the server with their session. */
export function useLook(): Look {
  return useSyncExternalStore(onLook, currentLook)
}

export function currentLook(): Look {
  return look
}

/**
 * Changes the look here and keeps a copy, only so that the next visit does not flash before the session is known.
 * @param by the member who has chosen it; null before anybody is signed in
 */
export function changeLook(change: Partial<Look>, by: string | null = null): void {
  const next = { ...look, ...change }
  const isSame = next.language === look.language && next.theme === look.theme && next.density === look.density
  if (isSame && by === memberId) return
  memberId = by
  localStorage.setItem(storageKey, JSON.stringify({ ...next, memberId }))
  if (isSame) return
  look = next
  applyLook()
  for (const listener of listeners) listener()
}

/**
 * Takes over what the server keeps for the member; null there means that they have not chosen. Then what was chosen
 * before signing in holds, but not what another member has chosen.
 */
export function adoptPreferences({ language, theme, density }: Preferences, member: string): void {
  const isOthers = memberId !== null && memberId !== member
  changeLook(
    {
      ...(isOthers ? defaultLook() : {}),
      ...(language ? { language } : {}),
      ...(theme ? { theme } : {}),
      ...(density ? { density } : {}),
    },
    member,
  )
}

/** Whether a theme is dark here and now. */
export function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'system' && systemIsDark.matches)
}

export function applyLook(): void {
  applyMode(isDark(look.theme) ? Mode.Dark : Mode.Light)
  applyDensity(look.density === 'compact' ? Density.Compact : Density.Comfortable)
  document.documentElement.lang = look.language
}

/** Tells of every change of the look. */
export function onLook(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function storedLook(): { look: Look; memberId: string | null } | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '')
    // What another version of the console has kept is as good as nothing.
    if (!isStored(stored)) return undefined
    const { memberId: member, ...kept } = stored
    return { look: kept, memberId: member }
  } catch {
    return undefined
  }
}

/** Checked by hand: a library for it would be a third of what the sign-in page weighs. */
function isStored(value: unknown): value is Look & { memberId: string | null } {
  if (typeof value !== 'object' || value === null) return false
  const { language, theme, density, memberId: member } = value as Readonly<Record<string, unknown>>
  const isOneOf = (known: readonly unknown[], one: unknown) => known.includes(one)
  const isMember = member === null || typeof member === 'string'
  return isMember && isOneOf(languages, language) && isOneOf(themes, theme) && isOneOf(densities, density)
}
