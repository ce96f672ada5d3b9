/** The languages the console is written in. */
export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** The first language a browser asks for that the console has; English when there is none. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const spoken = tag.toLowerCase()
    if (spoken === 'zh' || spoken.startsWith('zh-')) return 'zh-CN'
    if (spoken === 'en' || spoken.startsWith('en-')) return 'en'
  }
  return 'en'
}

/** A language is offered by its own name, since whoever looks for it may not read the present one. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' }
