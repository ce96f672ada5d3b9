import { type ReactNode, useEffect, useState } from 'react'
import { loadLanguage } from '#console/text/load-language.ts'
import { type SpokenText, TextProvider } from '#console/text/text.tsx'
import { useLook } from '#console/ui/preferences.ts'

/** The console in the member's language. Until another one has come, the one before stays. */
export function SpokenApp({ first, children }: { first: SpokenText; children: ReactNode }) {
  const { language } = useLook()
  const [spoken, setSpoken] = useState(first)
  useEffect(() => {
    let isWanted = true
    void loadLanguage(language).then((loaded) => {
      if (isWanted) setSpoken(loaded)
    })
    return () => {
      isWanted = false
    }
  }, [language])
  return <TextProvider spoken={spoken}>{children}</TextProvider>
}
