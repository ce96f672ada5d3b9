import { Outlet } from '@tanstack/react-router'
import { ApiProvider } from '#console/api/api-context.tsx'
import { ownApi } from '#console/api/own-api.ts'
import { DraftKeeper } from '#console/app/modules/orders/draft-keeper.tsx'
import { useSession } from '#console/api/session.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Frame } from '#console/ui/frame/frame.tsx'
import { ownNavigation } from '#console/ui/frame/navigation.ts'

/** The member's own tab: everything in it is asked in their own name. */
export function OwnLayout() {
  const t = useText()
  const session = useSession()
  return (
    <ApiProvider api={ownApi}>
      <Frame navigation={ownNavigation(session)} homeHref={paths.home()} homeText={t('home.title')}>
        <DraftKeeper />
        <Outlet />
      </Frame>
    </ApiProvider>
  )
}
