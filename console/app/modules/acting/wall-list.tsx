import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import List from '@cloudscape-design/components/list'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useActing } from '#console/app/customer-context.ts'
import { useSession } from '#console/api/session.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { useWallText } from '#console/ui/use-wall-text.ts'

type Wall = AnswerOf<'explainAuthority'>['walls'][number]

interface WallListProps {
  readonly title: string
  readonly walls: readonly Wall[]
  readonly customerId: string
  /** A link to where something is mended was followed. */
  readonly onLeave: () => void
}

/** Walls in a row, each with what is known of it; one in the way also with who can mend it, how, and where. */
export function WallList({ title, walls, customerId, onLeave }: WallListProps) {
  const t = useText()
  const textOf = useWallText()
  return (
    <div>
      <Box variant="h3">{title}</Box>
      <List
        ariaLabel={title}
        items={walls}
        disablePaddings
        renderItem={(met) => {
          const { final, failed, passed, state, known, who, how } = textOf(met)
          const facts = [state, known].filter(Boolean).join(' · ')
          const mended = final ?? t('walls.mend', { who, how })
          return {
            id: met.wall,
            content: (
              <StatusIndicator type={met.passed ? 'success' : 'error'}>{met.passed ? passed : failed}</StatusIndicator>
            ),
            secondaryContent: (
              <>
                {facts !== '' && <div>{facts}</div>}
                {!met.passed && <div>{mended}</div>}
                {!met.passed && <WhereMended {...met} customerId={customerId} onLeave={onLeave} />}
              </>
            ),
          }
        }}
      />
    </div>
  )
}

const onCustomerPage = ['budget', 'customer_frozen', 'association']

/** The page on which the reader's side can do something about it, where there is one. */
function WhereMended({ wall, state, customerId, onLeave }: Pick<WallListProps, 'customerId' | 'onLeave'> & Wall) {
  const t = useText()
  const mayRequest = useWhyNot()('authorizations:request') === undefined
  const { account } = useSession()
  // No link leads out of a tab that acts: the partner's own pages open beside it.
  const isActing = useActing() !== null
  if (account.kind !== 'partner') return null
  const isAuthorization = wall.startsWith('authorization')
  if (!isAuthorization && !onCustomerPage.includes(wall)) return null
  const way = isActing ? { external: true, externalIconAriaLabel: t('common.opensInNewTab') } : { onFollow: onLeave }
  // While one is asked for or in force, no other can be.
  const isNoneOpen = wall === 'authorization' && state !== 'pending'
  return isAuthorization ? (
    <SpaceBetween direction="horizontal" size="m">
      {isNoneOpen && mayRequest && (
        <Link href={paths.customer(customerId, { action: 'requestAuthorization' })} {...way}>
          {t('walls.requestAuthorization')}
        </Link>
      )}
      <Link href={paths.customer(customerId, { tab: 'authorizations' })} {...way}>
        {t('walls.toAuthorizations')}
      </Link>
    </SpaceBetween>
  ) : (
    <Link href={paths.customer(customerId)} {...way}>
      {t('walls.toCustomer')}
    </Link>
  )
}
