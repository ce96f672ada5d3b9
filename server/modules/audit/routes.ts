import * as contract from '#contract/audit.ts'
import { query } from '#kernel/operations.ts'
import { listAuditEvents } from './queries.ts'

export const auditRoutes = [query(contract.listAuditEvents, listAuditEvents)]
