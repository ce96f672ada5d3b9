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
let look: Look = storedLook() ?? { language: languageFor(navigator.languages), theme: 'system', density: 'comfortable' }

systemIsDark.addEventListener('change', () => applyLook())

/** The look as it is now; the member's own comes from the server with their session. */
export function useLook(): Look {
  return useSyncExternalStore(onLook, currentLook)
}

export function currentLook(): Look {
  return look
}

/** Changes the look here and keeps a copy, only so that the next visit does not flash before the session is known. */
export function changeLook(change: Partial<Look>): void {
  const next = { ...look, ...change }
  if (next.language === look.language && next.theme === look.theme && next.density === look.density) return
  look = next
  localStorage.setItem(storageKey, JSON.stringify(look))
  applyLook()
  for (const listener of listeners) listener()
}

/** Takes over what the server keeps for the member; null there means that they have not chosen. */
export function adoptPreferences({ language, theme, density }: Preferences): void {
  changeLook({ ...(language ? { language } : {}), ...(theme ? { theme } : {}), ...(density ? { density } : {}) })
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

function storedLook(): Look | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '')
    // What another version of the console has kept is as good as nothing.
    return isLook(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

/** Checked by hand: a library for it would be a third of what the sign-in page weighs. */
function isLook(value: unknown): value is Look {
  if (typeof value !== 'object' || value === null) return false
  const { language, theme, density } = value as Readonly<Record<string, unknown>>
  const isOneOf = (known: readonly unknown[], one: unknown) => known.includes(one)
  return isOneOf(languages, language) && isOneOf(themes, theme) && isOneOf(densities, density)
}
