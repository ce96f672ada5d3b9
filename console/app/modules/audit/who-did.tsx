import Box from '@cloudscape-design/components/box'
import type { z } from 'zod'
import type { AuditActor } from '#contract/audit.ts'
import { useText } from '#console/text/text.tsx'

/** The person, or what did it when it was none, and whether they did it in somebody else's account. */
export function WhoDid({ actor }: { actor: z.output<typeof AuditActor> }) {
  const t = useText()
  return (
    <>
      {actor.memberName ?? t(`auditActor.${actor.kind}`)}
      {actor.actingSessionId !== null && (
        <Box variant="small" color="text-body-secondary" display="block">
          {t('audit.actingFor')}
        </Box>
      )}
    </>
  )
}
