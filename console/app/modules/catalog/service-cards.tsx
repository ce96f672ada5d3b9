import Cards, { type CardsProps } from '@cloudscape-design/components/cards'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useCodeText, useText } from '#console/text/text.tsx'
import type { Service } from './family-cards.tsx'

interface ServiceCardsProps {
  readonly services: readonly Service[]
  readonly hrefOf: (serviceId: string) => string
}

/** Every service with what it is, while none is chosen. */
export function ServiceCards({ services, hrefOf }: ServiceCardsProps) {
  const t = useText()
  return (
    <Cards
      items={services}
      trackBy="id"
      header={<Header variant="h2">{t('catalog.choose')}</Header>}
      cardsPerRow={[{ cards: 1 }, { minWidth: 600, cards: 2 }]}
      cardDefinition={useCard(hrefOf)}
    />
  )
}

function useCard(hrefOf: ServiceCardsProps['hrefOf']): CardsProps.CardDefinition<Service> {
  const code = useCodeText()
  return {
    header: ({ id, name }) => (
      <Link href={hrefOf(id)} fontSize="heading-m">
        {name}
      </Link>
    ),
    sections: [
      { id: 'family', content: ({ family }) => code('serviceFamily', family) },
      { id: 'description', content: ({ description }) => description },
    ],
  }
}
