import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import { type ReactNode, useState } from 'react'
import { useText } from '#console/text/text.tsx'
import { ComponentTexts } from '../component-texts.tsx'
import { NoticesProvider } from '../notices.tsx'
import { PageProvider } from '../page-context.tsx'
import { useWallText } from '../use-wall-text.ts'
import { WallWordsContext } from '../wall-words.ts'
import { Crumbs } from './crumbs.tsx'
import { Help } from './help.tsx'
import type { NavigationGroup } from './navigation.ts'
import { NoticeBar } from './notice-bar.tsx'
import { SideBar } from './side-bar.tsx'
import { SkipLink } from './skip-link.tsx'
import { TopBar } from './top-bar.tsx'

interface FrameProps {
  readonly navigation: readonly NavigationGroup[]
  /** Where the product's name and the first breadcrumb lead. */
  readonly homeHref: string
  readonly homeText: string
  /** What stays above every page: whom somebody is acting for. */
  readonly banner?: ReactNode
  readonly children: ReactNode
}

/** The bars around every page: top, side, notices, breadcrumbs and help. */
export function Frame(props: FrameProps) {
  return (
    <ComponentTexts>
      <NoticesProvider>
        <PageProvider>
          <WallWordsContext value={useWallText()}>
            <Bars {...props} />
          </WallWordsContext>
        </PageProvider>
      </NoticesProvider>
    </ComponentTexts>
  )
}

function Bars({ navigation, homeHref, homeText, banner, children }: FrameProps) {
  const t = useText()
  const [isHelpOpen, openHelp] = useState(false)
  const [isNavigationOpen, openNavigation] = useState(() => window.matchMedia('(min-width: 912px)').matches)
  return (
    <>
      <SkipLink />
      <div id="top" className={banner ? 'acting-bar' : ''}>
        <TopBar homeHref={homeHref} />
        {banner}
      </div>
      <AppLayoutToolbar
        headerSelector="#top"
        navigation={<SideBar groups={navigation} />}
        navigationHide={navigation.length === 0}
        navigationOpen={isNavigationOpen}
        onNavigationChange={({ detail }) => openNavigation(detail.open)}
        breadcrumbs={<Crumbs homeHref={homeHref} homeText={homeText} />}
        notifications={<NoticeBar />}
        stickyNotifications
        tools={<Help />}
        toolsOpen={isHelpOpen}
        onToolsChange={({ detail }) => openHelp(detail.open)}
        content={children}
        ariaLabels={{
          navigation: t('frame.navigation'),
          navigationToggle: t('frame.openNavigation'),
          navigationClose: t('frame.closeNavigation'),
          notifications: t('frame.notices'),
          tools: t('frame.help'),
          toolsToggle: t('frame.openHelp'),
          toolsClose: t('frame.closeHelp'),
        }}
      />
    </>
  )
}
