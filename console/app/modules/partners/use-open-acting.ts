import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { customerPathsOf } from '#console/paths.ts'

/** Opens what was just begun: in this tab, or in another that the browser lets us open. */
export function useOpenActing(): (acting: { readonly id: string }, inNewTab: boolean) => void {
  const navigate = useNavigate()
  return useCallback(
    ({ id }, inNewTab) => {
      const href = customerPathsOf(id).selectProducts()
      // Where the browser opens no tab, this one is where they act: an acting session that nobody sees would be worse.
      if (inNewTab && window.open(href, '_blank')) return
      void navigate({ href })
    },
    [navigate],
  )
}
