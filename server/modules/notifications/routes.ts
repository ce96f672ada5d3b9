import * as contract from '#contract/notifications.ts'
import { command } from '#kernel/operations.ts'
import { sendFeedback } from './send-feedback.ts'

export const notificationRoutes = [command(contract.sendFeedback, sendFeedback)]
