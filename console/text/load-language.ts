import type { Catalogue } from './text.tsx'
import type { I18nProviderProps } from '@cloudscape-design/components/i18n'
import type { Language } from './language.ts'

/** Everything a language needs: our texts, and those that Cloudscape's own parts bring. */
export interface LanguagePack {
  readonly language: Language
  readonly catalogue: Catalogue
  readonly componentMessages: I18nProviderProps.Messages
}

const packs: Readonly<Record<Language, () => Promise<LanguagePack>>> = {
  async en() {
    const [texts, messages] = await Promise.all([
      import('./en/index.ts'),
      import('@cloudscape-design/components/i18n/messages/all.en'),
    ])
    return { language: 'en', catalogue: texts.en, componentMessages: messages.default }
  },
  async 'zh-CN'() {
    const [texts, messages] = await Promise.all([
      import('./zh-CN/index.ts'),
      import('@cloudscape-design/components/i18n/messages/all.zh-CN'),
    ])
    return { language: 'zh-CN', catalogue: texts.zhCN, componentMessages: messages.default }
  },
}

/** A language is a chunk of its own, so that nobody loads one they do not read. */
export function loadLanguage(language: Language): Promise<LanguagePack> {
  return packs[language]()
}
