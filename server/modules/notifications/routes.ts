import { streamEvents } from '#contract/event-stream.ts'
import * as contract from '#contract/notifications.ts'
import { command, stream } from '#kernel/operations.ts'
import { hearEvent } from './hear-event.ts'
import { sendFeedback } from './send-feedback.ts'

export const notificationRoutes = [command(contract.sendFeedback, sendFeedback), stream(streamEvents, hearEvent)]
