import I18nProvider from '@cloudscape-design/components/i18n'
import { type ReactNode, useEffect, useState } from 'react'
import { type LanguagePack, loadLanguage } from '#console/text/load-language.ts'
import { TextProvider } from '#console/text/text.tsx'
import { useLook } from '#console/ui/preferences.ts'

/** The console in the member's language. Until another one has come, the one before stays. */
export function SpokenApp({ first, children }: { first: LanguagePack; children: ReactNode }) {
  const { language } = useLook()
  const [pack, setPack] = useState(first)
  useEffect(() => {
    let isWanted = true
    void loadLanguage(language).then((loaded) => {
      if (isWanted) setPack(loaded)
    })
    return () => {
      isWanted = false
    }
  }, [language])
  return (
    <I18nProvider locale={pack.language} messages={[pack.componentMessages]}>
      <TextProvider spoken={pack}>{children}</TextProvider>
    </I18nProvider>
  )
}
