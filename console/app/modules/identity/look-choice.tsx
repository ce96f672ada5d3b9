import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { languageNames, languages } from '#console/text/language.ts'
import { useText } from '#console/text/text.tsx'
import { changeLook, isDark, useLook } from '#console/ui/preferences.ts'

/** Language and theme before it is known who reads; the member's own choice takes their place after signing in. */
export function LookChoice() {
  const t = useText()
  const { language, theme } = useLook()
  const otherTheme = isDark(theme) ? 'light' : 'dark'
  return (
    <div className="look-choice">
      <SpaceBetween direction="horizontal" size="m">
        {languages
          .filter((one) => one !== language)
          .map((one) => (
            <Button key={one} variant="inline-link" onClick={() => changeLook({ language: one })}>
              <span lang={one}>{languageNames[one]}</span>
            </Button>
          ))}
        <Button variant="inline-link" onClick={() => changeLook({ theme: otherTheme })}>
          {t(`frame.theme.${otherTheme}`)}
        </Button>
      </SpaceBetween>
    </div>
  )
}
