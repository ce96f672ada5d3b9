import { useEffect, useRef } from 'react'
import { focusPage } from './focus-page.ts'

/**
 * When what a page shows has become another, as by a decision, it is seen from its top, and its heading has the focus:
 * the button that was pressed is no longer there.
 * @param stand what it has come to; undefined while it is not known
 */
export function useResultFocus(stand: string | undefined): void {
  const before = useRef(stand)
  useEffect(() => {
    if (before.current !== undefined && stand !== before.current) focusPage()
    before.current = stand
  }, [stand])
}
