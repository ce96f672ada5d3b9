export { readCatalogNow } from './jobs.ts'
export { registerBroker } from './register-broker.ts'
