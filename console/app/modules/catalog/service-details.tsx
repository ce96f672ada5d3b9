import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Reasons } from '#console/ui/reasons.tsx'
import { useReasonText } from '#console/ui/use-reason-text.ts'
import { buyingWall, familyWall } from './order-walls.ts'
import type { Service } from './family-cards.tsx'
import { PlanPrices } from './plan-prices-table.tsx'

/** One service of the whole catalog; where it may not be ordered, it says why. */
export function ServiceDetails({ service }: { service: Service }) {
  const t = useText()
  const code = useCodeText()
  const reasonText = useReasonText()
  const scope = useActing()?.scope ?? null
  const { paths } = useCustomerContext()
  const { id, name, family, description } = service
  const wall = buyingWall(scope) ?? familyWall(scope, family)
  const blocked = wall ? { disabled: true, disabledReason: reasonText(wall) } : { href: paths.configure(id) }
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={description}
            actions={
              <Button variant="primary" ariaLabel={t('selectProducts.configureNamed', { service: name })} {...blocked}>
                {t('selectProducts.configure')}
              </Button>
            }
          >
            {name}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('selectProducts.family'), value: code('serviceFamily', family) },
            { label: t('selectProducts.code'), value: service.code },
            {
              label: t('selectProducts.availability'),
              value: wall ? (
                <>
                  <StatusIndicator type="stopped">{t('selectProducts.notAllowed')}</StatusIndicator>
                  <Reasons reasons={[wall]} />
                </>
              ) : (
                <StatusIndicator type="success">{t('selectProducts.allowed')}</StatusIndicator>
              ),
            },
          ]}
        />
      </Container>
      <PlanPrices serviceId={id} />
    </SpaceBetween>
  )
}
