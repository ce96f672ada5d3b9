import { useEffect } from 'react'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import type { Broker } from './broker.ts'

/** When an import was asked for here, by the broker: those whose end has not been seen. */
export type AwaitedImports = Readonly<Record<string, string>>

/** Says how each awaited import has ended. */
export function useImportNotices(
  brokers: readonly Broker[] | undefined,
  awaited: AwaitedImports,
  onEnded: (brokerId: string) => void,
): void {
  const t = useText()
  const { show } = useNotices()
  useEffect(() => {
    for (const { id, name, importState, importEndedAt, importError } of brokers ?? []) {
      const requestedAt = awaited[id]
      if (requestedAt === undefined || importEndedAt === null || importEndedAt < requestedAt) continue
      const isDone = importState === 'done'
      show({
        id: `import ${id}`,
        type: isDone ? 'success' : 'error',
        header: t(isDone ? 'brokers.import.done' : 'brokers.import.failed', { name }),
        content: isDone ? t('brokers.import.done.text') : t('brokers.error', { error: importError ?? '' }),
      })
      onEnded(id)
    }
  }, [brokers, awaited, onEnded, show, t])
}
