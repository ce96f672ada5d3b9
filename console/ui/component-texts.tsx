import I18nProvider, { type I18nProviderProps } from '@cloudscape-design/components/i18n'
import { type ReactNode, useEffect, useState } from 'react'
import type { Language } from '#console/text/language.ts'
import { useLanguage } from '#console/text/text.tsx'

type Messages = I18nProviderProps.Messages

const packs: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('@cloudscape-design/components/i18n/messages/all.en'),
  'zh-CN': () => import('@cloudscape-design/components/i18n/messages/all.zh-CN'),
}

/**
 * The texts that Cloudscape's own parts bring: names of buttons in tables and filters, which screen readers say. They
 * come with the frame; the sign-in page, which has none of those parts, does without their weight.
 */
export function ComponentTexts({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const [messages, setMessages] = useState<readonly Messages[]>([])
  useEffect(() => {
    let isWanted = true
    void packs[language]().then((pack) => {
      if (isWanted) setMessages([pack.default])
    })
    return () => {
      isWanted = false
    }
  }, [language])
  return (
    <I18nProvider locale={language} messages={messages}>
      {children}
    </I18nProvider>
  )
}
