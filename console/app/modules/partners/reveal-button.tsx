import ToggleButton from '@cloudscape-design/components/toggle-button'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import type { Reveal, SensitiveColumn } from './use-reveal.ts'

const labels: Readonly<Record<SensitiveColumn, PlainTextKey>> = {
  name: 'customers.reveal.name',
  email: 'customers.reveal.email',
  mobile: 'customers.reveal.mobile',
  accountManager: 'customers.reveal.accountManager',
}

/** The eye that shows a masked column, and says that the log will tell who looked. */
export function RevealButton({ column, reveal }: { column: SensitiveColumn; reveal: Reveal }) {
  const t = useText()
  return (
    <ToggleButton
      variant="icon"
      pressed={reveal.shown.includes(column)}
      iconSvg={<Eye />}
      pressedIconSvg={<Eye isOpen />}
      ariaLabel={t(labels[column])}
      onChange={() => reveal.toggle(column)}
    />
  )
}

function Eye({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" focusable="false" aria-hidden="true">
      <path d="M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8Z" />
      <circle cx="8" cy="8" r="1.75" />
      {!isOpen && <path d="m2.5 13.5 11-11" />}
    </svg>
  )
}
