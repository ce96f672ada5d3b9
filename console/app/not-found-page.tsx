import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import { useEffect } from 'react'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { MainLandmark } from '#console/ui/main-landmark.tsx'

/** There is nothing at this address, or nothing this account may see: both look the same. */
export function NotFoundPage() {
  const t = useText()
  useEffect(() => {
    document.title = `${t('frame.notFound.title')} – ${t('frame.product')}`
  }, [t])
  return (
    <MainLandmark>
      <Box padding="xxl" textAlign="center">
        <Box variant="h1">{t('frame.notFound.title')}</Box>
        <Box variant="p">{t('frame.notFound.text')}</Box>
        <Link href={paths.home()}>{t('frame.toHome')}</Link>
      </Box>
    </MainLandmark>
  )
}
