import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useText } from '#console/text/text.tsx'

/** What stands where the filters leave nothing, and the way to take them out. */
export function NoMatch({ clear }: { clear: () => void }) {
  const t = useText()
  return (
    <Box textAlign="center">
      <SpaceBetween size="xs">
        <b>{t('list.noMatch')}</b>
        <Box variant="p">{t('list.noMatch.text')}</Box>
        <Button onClick={clear}>{t('list.clearFilters')}</Button>
      </SpaceBetween>
    </Box>
  )
}
