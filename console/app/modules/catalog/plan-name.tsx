import Box from '@cloudscape-design/components/box'
import type { Offer } from './use-price-list.ts'

/** What a plan is called, and the word by which programs know it. */
export function PlanName({ planId, planName }: Pick<Offer, 'planId' | 'planName'>) {
  return (
    <>
      {planName}
      <Box variant="small" display="block">
        {planId}
      </Box>
    </>
  )
}
