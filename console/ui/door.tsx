import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useText } from '#console/text/text.tsx'

/** What stands before the door: narrow, under the name of the product, as the sign-in page. */
export function Door({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <div className="sign-in">
      <SpaceBetween size="l">
        <header>
          <Box textAlign="center" fontSize="display-l" fontWeight="bold">
            {t('frame.product')}
          </Box>
        </header>
        {children}
      </SpaceBetween>
    </div>
  )
}
