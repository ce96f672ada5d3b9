import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { useText } from '#console/text/text.tsx'

/** Something is on its way, said to eyes and ears. */
export function Loading() {
  const t = useText()
  return (
    <Box textAlign="center" padding="xxl" color="text-status-inactive">
      <output>
        <Spinner /> {t('common.loading')}
      </output>
    </Box>
  )
}
