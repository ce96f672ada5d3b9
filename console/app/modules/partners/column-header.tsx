import Button from '@cloudscape-design/components/button'
import { useText } from '#console/text/text.tsx'
import { RevealButton } from './reveal-button.tsx'
import type { Reveal, SensitiveColumn } from './use-reveal.ts'

interface ColumnHeaderProps {
  readonly text: string
  readonly column: SensitiveColumn
  readonly reveal: Reveal
  /** A column with an eye cannot be a button as a whole, so what sorts it is a button of its own. */
  readonly sort?: { readonly direction: 'up' | 'down' | null; readonly toggle: () => void }
}

/** The header of a masked column: its name, its eye, and what sorts by it. */
export function ColumnHeader({ text, column, reveal, sort }: ColumnHeaderProps) {
  const t = useText()
  return (
    <div style={{ whiteSpace: 'nowrap' }}>
      {text} <RevealButton column={column} reveal={reveal} />
      {sort && (
        <Button
          variant="inline-icon"
          iconName={sort.direction === null ? 'caret-down' : `caret-${sort.direction}-filled`}
          ariaLabel={t(`customers.sortByName.${sort.direction ?? 'none'}`)}
          onClick={sort.toggle}
        />
      )}
    </div>
  )
}
