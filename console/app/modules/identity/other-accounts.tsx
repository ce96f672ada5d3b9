import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '#console/api/session.ts'
import { useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** The other accounts of the same person, and the way over to each. */
export function OtherAccounts() {
  const t = useText()
  const code = useCodeText()
  const { account, accounts } = useSession()
  const { mutateAsync, error, isPending, variables } = useSend('chooseAccount', { changesReads: false })
  const others = accounts.filter(({ id }) => id !== account.id)
  const change = (accountId: string) => {
    // The page is loaded anew, so that nothing of this account is left in it. What went wrong stands in `error`.
    const leave = () => window.location.assign(paths.home())
    mutateAsync({ input: { accountId } }).then(leave, () => undefined)
  }
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description={others.length > 0 ? t('account.others.text') : undefined}>
          {t('account.others')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {others.length === 0 && <Box color="text-body-secondary">{t('account.others.none')}</Box>}
        {others.map(({ id, name, kind, partnerKind }) => (
          <SpaceBetween key={id} direction="horizontal" size="s" alignItems="center">
            <Button
              ariaLabel={t('account.changeTo', { name })}
              loading={isPending && variables.input.accountId === id}
              disabled={isPending}
              onClick={() => change(id)}
            >
              {t('account.change')}
            </Button>
            <div>
              {name}
              <Box variant="small" color="text-body-secondary" display="block">
                {partnerKind ? code('partnerKind', partnerKind) : code('accountKind', kind)}
              </Box>
            </div>
          </SpaceBetween>
        ))}
        <ProblemAlert problem={error} />
      </SpaceBetween>
    </Container>
  )
}
