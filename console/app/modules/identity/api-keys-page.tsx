import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { listApiKeys } from '#contract/api-keys.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { NewSecret } from './new-secret.tsx'
import { RevokeKeyDialog } from './revoke-key-dialog.tsx'
import { type ApiKey, useKeyColumns } from './use-key-columns.tsx'

/** The member's own keys, for programs that do with the API what the member does here. */
export function ApiKeysPage() {
  const t = useText()
  const { input } = useListState(listApiKeys.input)
  const list = useApi('listApiKeys', input, { keepPrevious: true })
  const [isCreating, create] = useState(false)
  const [created, setCreated] = useState<AnswerOf<'createApiKey'> | null>(null)
  const [revoked, revoke] = useState<ApiKey | null>(null)
  return (
    <Page title={t('apiKeys.title')} description={t('apiKeys.description')} help="apiKeys.help">
      <SpaceBetween size="l">
        {created && <NewSecret apiKey={created} onDone={() => setCreated(null)} />}
        <ListTable
          title={t('apiKeys.list')}
          list={list}
          columns={useKeyColumns(revoke)}
          actions={<Button onClick={() => create(true)}>{t('apiKeys.create')}</Button>}
          clear={null}
          empty={<EmptyState title={t('apiKeys.none')} text={t('apiKeys.none.text')} />}
        />
      </SpaceBetween>
      {isCreating && (
        <CreateKeyDialog
          close={() => create(false)}
          onCreated={(key) => {
            create(false)
            setCreated(key)
          }}
        />
      )}
      {revoked && <RevokeKeyDialog apiKey={revoked} close={() => revoke(null)} />}
    </Page>
  )
}
