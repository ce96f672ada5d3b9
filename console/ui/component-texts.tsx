import I18nProvider from '@cloudscape-design/components/i18n'
import type { ReactNode } from 'react'
import { useSpoken } from '#console/text/spoken.ts'

/**
 * Gives Cloudscape's own parts their texts: names of buttons in tables and filters, which screen readers say. They come
 * with the rest of the language; the sign-in page, which has none of those parts, does without their weight.
 */
export function ComponentTexts({ children }: { children: ReactNode }) {
  const { language, componentTexts } = useSpoken()
  return (
    <I18nProvider locale={language} messages={componentTexts}>
      {children}
    </I18nProvider>
  )
}
