import { type ReactNode, useLayoutEffect, useState } from 'react'

/** The bar of breadcrumbs, which stays below the bars of the frame, and some air. */
const belowBarsPx = 60

/** Keeps a part in sight while the page scrolls, below the bars of the frame, which are higher while acting. */
export function InSight({ children }: { children: ReactNode }) {
  const [barsPx, setBarsPx] = useState(0)
  useLayoutEffect(() => {
    const bars = document.getElementById('top')
    if (!bars) return undefined
    const watch = new ResizeObserver(() => setBarsPx(bars.offsetHeight))
    watch.observe(bars)
    return () => watch.disconnect()
  }, [])
  return (
    <div className="in-sight" style={{ insetBlockStart: barsPx + belowBarsPx }}>
      {children}
    </div>
  )
}
