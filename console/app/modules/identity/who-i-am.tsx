import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useSession } from '#console/api/session.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { listText } from '#console/ui/list-text.ts'

/** The member and the account they are signed in to. */
export function WhoIAm() {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const { member, account } = useSession()
  const { kind, partnerKind } = account
  return (
    <Container header={<Header variant="h2">{t('account.member')}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('account.name'), value: member.name },
          { label: t('account.email'), value: member.email },
          {
            label: t('account.roles'),
            value: listText(
              member.roles.map((role) => code('role', role)),
              language,
            ),
          },
          { label: t('account.account'), value: account.name },
          {
            label: t('account.kind'),
            value: partnerKind ? code('partnerKind', partnerKind) : code('accountKind', kind),
          },
          {
            label: t('account.id'),
            value: (
              <CopyToClipboard
                variant="inline"
                textToCopy={account.id}
                copyButtonAriaLabel={t('account.copyId')}
                copySuccessText={t('common.copied')}
                copyErrorText={t('common.notCopied')}
              />
            ),
          },
        ]}
      />
    </Container>
  )
}
