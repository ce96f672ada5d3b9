import Grid from '@cloudscape-design/components/grid'
import { Children, type ReactNode } from 'react'

const half = { colspan: { default: 12, s: 6 } }

/** Boxes of a home page: two beside each other, one below the other on a phone. */
export function Boxes({ children }: { children: ReactNode }) {
  const boxes = Children.toArray(children)
  return <Grid gridDefinition={boxes.map(() => half)}>{boxes}</Grid>
}
