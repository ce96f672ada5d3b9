import Link from '@cloudscape-design/components/link'
import { useSession } from '#console/api/session.ts'
import { mayOpen } from '#console/app/access.ts'
import { paths } from '#console/paths.ts'

interface SubjectLinkProps {
  readonly id: string
  readonly customerId: string | null
}

/** Something that a record is about: its id, and the way to it where this member has a page for it. */
export function SubjectLink({ id, customerId }: SubjectLinkProps) {
  const session = useSession()
  const href = hrefOf(id, customerId)
  const shown = <span className="long-id">{id}</span>
  return href === undefined ? shown : <Link href={href}>{shown}</Link>

  function hrefOf(subject: string, customer: string | null): string | undefined {
    if (subject.startsWith('cus_') && mayOpen(session, 'customer')) return paths.customer(subject)
    if (subject.startsWith('aut_') && mayOpen(session, 'myAuthorization')) return paths.myAuthorization(subject)
    if (subject.startsWith('ord_') && customer !== null && mayOpen(session, 'customerOrder'))
      return paths.customerOrder(customer, subject)
    return undefined
  }
}
