import Box from '@cloudscape-design/components/box'
import { type ReactNode, useId } from 'react'
import { BoxHeading } from './box-heading.ts'

interface BoxesProps {
  /** What they have in common, where a page has several groups of them. */
  readonly title?: string
  readonly children: ReactNode
}

/** Boxes of a home page: as many beside each other as there is room for, all of a row equally high. */
export function Boxes({ title, children }: BoxesProps) {
  const id = useId()
  if (title === undefined) return <div className="boxes">{children}</div>
  return (
    <section aria-labelledby={id}>
      <Box variant="h2" padding={{ bottom: 's' }}>
        <span id={id}>{title}</span>
      </Box>
      <BoxHeading value="h3">
        <div className="boxes">{children}</div>
      </BoxHeading>
    </section>
  )
}
