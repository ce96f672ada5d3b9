import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { languageNames, languages } from '#console/text/language.ts'
import { useText } from '#console/text/text.tsx'
import { densities, type Look, themes, useLook } from '../preferences.ts'
import { useSaveLook } from '../use-save-look.ts'

/** Language, theme and density, each remembered for the member. */
export function useLookMenus(): TopNavigationProps.MenuDropdownUtility[] {
  const t = useText()
  const look = useLook()
  const save = useSaveLook()
  const language = menuOf(
    'language',
    look.language,
    languages.map((id) => [id, languageNames[id]] as const),
    save,
  )
  const theme = menuOf(
    'theme',
    look.theme,
    themes.map((id) => [id, t(`frame.theme.${id}`)] as const),
    save,
  )
  const density = menuOf(
    'density',
    look.density,
    densities.map((id) => [id, t(`frame.density.${id}`)] as const),
    save,
  )
  return [
    {
      type: 'menu-dropdown',
      text: languageNames[look.language],
      ariaLabel: `${t('frame.language')}: ${languageNames[look.language]}`,
      ...language,
    },
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      ariaLabel: `${t('frame.theme')}, ${t('frame.density')}`,
      title: t('frame.theme'),
      items: [
        { id: 'theme', text: t('frame.theme'), items: theme.items },
        { id: 'density', text: t('frame.density'), items: density.items },
      ],
      onItemClick: (event) => {
        theme.onItemClick(event)
        density.onItemClick(event)
      },
    },
  ]
}

function menuOf<P extends keyof Look>(
  part: P,
  current: Look[P],
  choices: readonly (readonly [Look[P], string])[],
  save: (change: Partial<Look>) => void,
) {
  return {
    items: choices.map(([id, text]) => ({ id, text, itemType: 'checkbox' as const, checked: id === current })),
    onItemClick: ({ detail }: { detail: { id: string } }) => {
      const chosen = choices.find(([id]) => id === detail.id)?.[0]
      if (chosen !== undefined) save({ [part]: chosen })
    },
  }
}
