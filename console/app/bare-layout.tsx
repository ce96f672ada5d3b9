import { Outlet } from '@tanstack/react-router'
import { ApiProvider } from '#console/api/api-context.tsx'
import { ownApi } from '#console/api/own-api.ts'
import { ComponentTexts } from '#console/ui/component-texts.tsx'

/** Pages that need nobody to be signed in, and so stand without the bars. */
export function BareLayout() {
  return (
    <ApiProvider api={ownApi}>
      <ComponentTexts>
        <div className="bare">
          <Outlet />
        </div>
      </ComponentTexts>
    </ApiProvider>
  )
}
