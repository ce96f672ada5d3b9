import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useCodeText, useText } from '#console/text/text.tsx'
import { ChoicesField } from './choices-field.tsx'
import type { Narrowed, Narrowing, ScopeDraft } from './narrow-scope.ts'
import { ScopeLimits } from './scope-limits.tsx'
import { useFaultText } from './use-fault-text.ts'

export interface ScopeEditorProps {
  readonly draft: ScopeDraft
  readonly onChange: (draft: ScopeDraft) => void
  readonly narrowing: Narrowing
  readonly faults: Narrowed['faults']
}

/** What was asked, part by part, each of which can be made less and none more. */
export function ScopeEditor({ draft, onChange, narrowing, faults }: ScopeEditorProps) {
  const t = useText()
  const code = useCodeText()
  const faultText = useFaultText(narrowing.currency)
  const { asked, everyFamily } = narrowing
  return (
    <Container
      header={
        <Header variant="h2" description={t('process.step.scope.text')}>
          {t('process.step.scope')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <ChoicesField
            label={t('scopeField.actions')}
            description={t('process.actions.hint')}
            errorText={faultText(faults.actions)}
            options={asked.actions}
            chosen={draft.actions}
            textOf={(action) => code('scopeAction', action)}
            onChange={(actions) => onChange({ ...draft, actions })}
          />
          <ChoicesField
            label={t('scopeField.families')}
            description={t(asked.serviceFamilies ? 'process.families.asked' : 'process.families.hint')}
            errorText={faultText(faults.families)}
            options={asked.serviceFamilies ?? everyFamily}
            chosen={draft.families}
            textOf={(family) => code('serviceFamily', family)}
            onChange={(families) => onChange({ ...draft, families })}
          />
        </ColumnLayout>
        <ScopeLimits draft={draft} onChange={onChange} narrowing={narrowing} faults={faults} />
        {asked.autoExtend && (
          <Checkbox
            checked={draft.autoExtend}
            description={t('process.autoExtend.text')}
            onChange={({ detail }) => onChange({ ...draft, autoExtend: detail.checked })}
          >
            {t('scopeField.autoExtend')}
          </Checkbox>
        )}
      </SpaceBetween>
    </Container>
  )
}
