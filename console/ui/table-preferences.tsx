import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useText } from '#console/text/text.tsx'
import type { TablePreferences as Preferences } from './use-table-preferences.ts'

interface TablePreferencesProps {
  readonly preferences: Preferences
  readonly onChange: (chosen: Preferences) => void
  /** The columns with their names; one that is always there cannot be hidden. */
  readonly columns: readonly { readonly id: string; readonly label: string; readonly alwaysVisible?: boolean }[]
}

const pageSizes = [10, 20, 50, 100]

/** The wheel of a table: rows to a page, which columns, in which order. */
export function TablePreferences({ preferences, onChange, columns }: TablePreferencesProps) {
  const t = useText()
  const { pageSize, wrapLines, columns: contentDisplay } = preferences
  return (
    <CollectionPreferences
      title={t('list.preferences')}
      confirmLabel={t('list.preferences.apply')}
      cancelLabel={t('common.cancel')}
      preferences={{ pageSize, wrapLines, contentDisplay }}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? pageSize,
          wrapLines: detail.wrapLines ?? wrapLines,
          columns: (detail.contentDisplay ?? contentDisplay).map(({ id, visible }) => ({ id, visible })),
        })
      }
      pageSizePreference={{
        title: t('list.pageSize'),
        options: pageSizes.map((value) => ({ value, label: t('list.pageSize.rows', { count: value }) })),
      }}
      wrapLinesPreference={{ label: t('list.wrapLines'), description: t('list.wrapLines.text') }}
      contentDisplayPreference={{
        title: t('list.columns'),
        description: t('list.columns.text'),
        options: columns,
      }}
    />
  )
}
