/** The operator's part: partners and brokers. */
export const provisioning = {
  'partners.description': 'Every partner of the cloud, with what is below it.',
  'partners.list': 'Partners',
  'partners.find': 'Find partners',
  'partners.name': 'Partner',
  'partners.kind': 'Kind',
  'partners.distributor': 'Distributor',
  'partners.direct': 'None: sells directly',
  'partners.status': 'Status',
  'partners.active': 'Active',
  'partners.frozen': 'Frozen',
  'partners.since': 'since {at}',
  'partners.resellers': 'Resellers',
  'partners.customers': 'Customers',
  'partners.joined': 'Joined',
  'partners.empty': 'There are no partners yet',
  'partners.empty.text': 'Every distributor, reseller and solution provider of this cloud will be listed here.',
  'partners.help':
    'A distributor sells through its resellers and decides what each of them may do. A solution provider sells ' +
    'directly and needs nobody’s permission.\nA partner that is frozen can neither act for its customers nor order ' +
    'for them. Customers are those with an open account; their names are for their partner to see.',
  'brokers.title': 'Service brokers',
  'brokers.description': 'Programs that turn orders into resources, and bring the catalog of what they offer.',
  'brokers.list': 'Brokers',
  'brokers.name': 'Broker',
  'brokers.state': 'State',
  'brokers.since': 'since {at}',
  'brokers.checked': 'Last asked',
  'brokers.notYet': 'Not yet',
  'brokers.waiting': 'Waiting',
  'brokers.waiting.count': '{count} {count|request|requests}',
  'brokers.waiting.none': 'Nothing',
  'brokers.catalog': 'Catalog',
  'brokers.catalog.never': 'Never imported',
  'brokers.catalog.running': 'Importing…',
  'brokers.catalog.done': 'Imported',
  'brokers.catalog.at': 'on {at}',
  'brokers.catalog.failed': 'The last import failed',
  'brokers.catalog.kept': 'What was imported on {at} stays on offer.',
  'brokers.error': 'Answered: {error}',
  'brokers.actions': 'Actions',
  'brokers.import': 'Import catalog',
  'brokers.import.label': 'Import catalog: {name}',
  'brokers.import.running': 'It is being imported now.',
  'brokers.import.done': 'The catalog of {name} has been imported',
  'brokers.import.done.text': 'Plans without a price are not offered until they have one.',
  'brokers.import.failed': 'The catalog of {name} could not be imported',
  'brokers.empty': 'No broker is registered yet',
  'brokers.empty.text':
    'A broker that is registered on the server will be listed here, and its catalog can be imported.',
  'brokers.help':
    'Each broker is asked once a minute whether it answers. While one does not, its orders wait and none is lost: ' +
    '“Waiting” says how many requests are not finished, over all customers.\nImporting reads the catalog of services ' +
    'and plans again. Prices are Procura’s own and stay; a plan without a price is not offered, and one that is gone ' +
    'from the catalog is sold no more.',
} as const
