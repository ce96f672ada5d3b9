import Button from '@cloudscape-design/components/button'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { languageNames, languages } from '#console/text/language.ts'
import { useText } from '#console/text/text.tsx'
import { changeLook, useLook } from '#console/ui/preferences.ts'

/** Language and theme before it is known who reads; the member's own choice takes their place after signing in. */
export function LookChoice() {
  const t = useText()
  const { language, theme } = useLook()
  const otherTheme = theme === 'dark' ? 'light' : 'dark'
  return (
    <Box textAlign="center">
      <SpaceBetween direction="horizontal" size="xs">
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
    </Box>
  )
}
