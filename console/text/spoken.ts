import type { I18nProviderProps } from '@cloudscape-design/components/i18n'
import { useSyncExternalStore } from 'react'
import type { Language } from './language.ts'
import type { Catalogue } from './text.tsx'

/** What has come so far, in one language: our texts, and those that Cloudscape's own parts bring. */
export interface Spoken {
  readonly language: Language
  readonly catalogue: Partial<Catalogue>
  readonly componentTexts: readonly I18nProviderProps.Messages[]
}

type Load = () => Promise<Omit<Spoken, 'language'>>

/** Before signing in, only what is said there. A language is chunks of its own: nobody loads one they do not read. */
const firsts: Readonly<Record<Language, Load>> = {
  en: async () => ({ catalogue: (await import('./en/first.ts')).first, componentTexts: [] }),
  'zh-CN': async () => ({ catalogue: (await import('./zh-CN/first.ts')).first, componentTexts: [] }),
}
const wholes: Readonly<Record<Language, Load>> = {
  async en() {
    const [ours, components] = await Promise.all([
      import('./en/index.ts'),
      import('@cloudscape-design/components/i18n/messages/all.en'),
    ])
    return { catalogue: ours.en, componentTexts: [components.default] }
  },
  async 'zh-CN'() {
    const [ours, components] = await Promise.all([
      import('./zh-CN/index.ts'),
      import('@cloudscape-design/components/i18n/messages/all.zh-CN'),
    ])
    return { catalogue: ours.zhCN, componentTexts: [components.default] }
  },
}

let spoken: Spoken = { language: 'en', catalogue: {}, componentTexts: [] }
let wanted: Language | null = null
let needsWhole = false
let isWhole = false
const listeners = new Set<() => void>()

/** Speaks a language as soon as it has come; until then the one before stays. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const whole = needsWhole
  const loaded = await (whole ? wholes : firsts)[language]()
  if (wanted !== language || whole !== needsWhole) return
  spoken = { language, ...loaded }
  isWhole = whole
  for (const listener of listeners) listener()
}

/** Waits for every text of the language: what the pages need that only those see who are signed in. */
export async function speakWholly(): Promise<void> {
  needsWhole = true
  if (!isWhole && wanted !== null) await speak(wanted)
}

export function useSpoken(): Spoken {
  return useSyncExternalStore(subscribe, () => spoken)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
