import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Email } from '#contract/text.ts'
import { patterns } from '#console/paths.ts'

const Mail = z.object({ to: z.string(), subject: z.string(), text: z.string(), sentAt: z.string() })
const Mails = z.object({ items: z.array(Mail) })
export type SandboxMail = z.output<typeof Mail>

const recheckMs = 3_000

/** The mail that the sandbox has not sent, of one recipient or of all; null where there is no sandbox. */
export function sandboxMailQuery(to: string | undefined) {
  const recipient = Email.safeParse(to).data
  return queryOptions({
    queryKey: ['sandboxMail', recipient ?? null],
    queryFn: ({ signal }) => readMail(recipient, signal),
    refetchInterval: recheckMs,
  })
}

async function readMail(to: string | undefined, signal: AbortSignal): Promise<SandboxMail[] | null> {
  const query = to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`
  const answer = await fetch(`${patterns.mail}${query}`, { signal, headers: { accept: 'application/json' } })
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(`the mailbox answers ${answer.status}`)
  return Mails.parse(await answer.json()).items
}
