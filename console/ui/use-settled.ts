import { useEffect, useState } from 'react'

const settleMs = 250

/** What somebody types, once they pause: a server is not asked about every letter. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
