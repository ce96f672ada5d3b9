import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { type ReactNode, useEffect } from 'react'
import { useActing } from '#console/app/customer-context.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { MainLandmark } from './main-landmark.tsx'
import { type Crumb, useDescribePage } from './page-context.tsx'

interface PageProps {
  readonly title: string
  readonly description?: ReactNode
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  /** The pages between Home and this one. */
  readonly crumbs?: readonly Crumb[]
  /** What the help panel says while this page is open; a line of the text is a paragraph. */
  readonly help?: PlainTextKey
  readonly children: ReactNode
}

const noCrumbs: readonly Crumb[] = []

/** A page of the console: its heading, and what the frame shows of it in the title, the breadcrumbs and the help. */
export function Page({ title, description, actions, crumbs = noCrumbs, help, children }: PageProps) {
  useDescription(title, crumbs, help ?? null)
  return (
    <MainLandmark>
      <ContentLayout
        header={
          <Header variant="h1" description={description} actions={actions}>
            {title}
          </Header>
        }
      >
        {children}
      </ContentLayout>
    </MainLandmark>
  )
}

function useDescription(title: string, crumbs: readonly Crumb[], help: PlainTextKey | null): void {
  const describe = useDescribePage()
  // Breadcrumbs are written anew by every drawing of a page; what they say decides whether they have changed.
  const said = JSON.stringify(crumbs)
  useEffect(() => {
    describe({ title, crumbs: JSON.parse(said) as Crumb[], help })
  }, [title, said, help, describe])
  useWindowTitle(title)
}

/** The title of the window also names the customer somebody acts for, so that tabs can be told apart. */
function useWindowTitle(title: string): void {
  const t = useText()
  const customer = useActing()?.customerName
  useEffect(() => {
    document.title = [title, customer, t('frame.product')].filter((part) => part !== undefined).join(' – ')
  }, [title, customer, t])
}
