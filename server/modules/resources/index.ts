export { activateResource } from './activate-resource.ts'
export { enqueueSummary } from './jobs.ts'
export { closeResource, createResources, keepAttributes } from './queries/write.ts'
