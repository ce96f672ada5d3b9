import Box from '@cloudscape-design/components/box'
import Cards, { type CardsProps } from '@cloudscape-design/components/cards'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { familyWall } from './order-walls.ts'

export type Service = AnswerOf<'listServices'>['items'][number]

interface Family {
  readonly family: string
  readonly services: readonly Service[]
}

const definition: CardsProps.CardDefinition<Family> = {
  header: ({ family }) => <FamilyName family={family} />,
  sections: [{ id: 'services', content: ({ services }) => <ServiceLinks services={services} /> }],
}

/** A card for each family of services that may be ordered here, with its services. */
export function FamilyCards({ services }: { services: readonly Service[] }) {
  const t = useText()
  const acting = useActing()
  const families: Family[] = [...Map.groupBy(services, ({ family }) => family)]
    .filter(([family]) => familyWall(acting?.scope ?? null, family) === null)
    .map(([family, ofFamily]) => ({ family, services: ofFamily }))
  const noneAllowed = services.length > 0
  return (
    <Cards
      items={families}
      trackBy="family"
      ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: t('selectProducts.families') }}
      cardsPerRow={[{ cards: 1 }, { minWidth: 560, cards: 2 }, { minWidth: 1000, cards: 3 }]}
      cardDefinition={definition}
      empty={
        <EmptyState
          title={t(noneAllowed ? 'selectProducts.noneAllowed.title' : 'selectProducts.none.title')}
          text={t(noneAllowed ? 'selectProducts.noneAllowed.text' : 'selectProducts.none.text')}
        />
      }
    />
  )
}

function FamilyName({ family }: Pick<Family, 'family'>) {
  const code = useCodeText()
  return <Box variant="h2">{code('serviceFamily', family)}</Box>
}

function ServiceLinks({ services }: Pick<Family, 'services'>) {
  const { paths } = useCustomerContext()
  return (
    <SpaceBetween size="m">
      {services.map(({ id, name, description }) => (
        <div key={id}>
          <Link href={paths.configure(id)} fontSize="heading-s">
            {name}
          </Link>
          <Box color="text-body-secondary">{description}</Box>
        </div>
      ))}
    </SpaceBetween>
  )
}
