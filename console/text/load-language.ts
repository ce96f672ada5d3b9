import type { Language } from './language.ts'
import type { SpokenText } from './text.tsx'

const packs: Readonly<Record<Language, () => Promise<SpokenText>>> = {
  en: async () => ({ language: 'en', catalogue: (await import('./en/index.ts')).en }),
  'zh-CN': async () => ({ language: 'zh-CN', catalogue: (await import('./zh-CN/index.ts')).zhCN }),
}

/** A language is a chunk of its own, so that nobody loads one they do not read. */
export function loadLanguage(language: Language): Promise<SpokenText> {
  return packs[language]()
}
