import pg from 'pg'
import { sqlBuilder } from '#kernel/db.ts'
import { plainDb } from '#kernel/kernel.ts'

const maxMails = 200

export interface SandboxLogin {
  readonly email: string
  readonly role: string
  readonly accountKind: string
  readonly accountId: string
  readonly accountName: string
  readonly accountLogin: string | null
  readonly partnerKind: string | null
  readonly partnerName: string | null
  readonly authorization: string
  readonly frozen: boolean
}

/**
 * Every login of the sample data, in the order that suits a newcomer. It looks over all accounts at once, as nothing
 * that serves a request may: hence the owner's connection, which only the sandbox keeps.
 */
export async function findLogins(ownerUrl: string): Promise<SandboxLogin[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<SandboxLogin>(
      `select i.email, m.roles[1] as role, a.kind as "accountKind", a.id as "accountId", a.name as "accountName",
         c.account_name as "accountLogin", a.partner_kind as "partnerKind", p.name as "partnerName",
         l.authorization_state as "authorization", l.frozen
       from procura.sandbox_logins l
       join procura.memberships s on s.member_id = l.member_id
       join procura.identities i on i.id = s.identity_id
       join procura.accounts a on a.id = s.account_id
       join procura.members m on m.channel_id = s.channel_id and m.id = s.member_id
       left join procura.customers c on c.channel_id = s.channel_id and c.id = s.account_id
       left join procura.partners p on p.channel_id = s.channel_id and p.id = coalesce(c.partner_id, s.account_id)
       order by l.position`,
    )
    return rows
  } finally {
    await client.end()
  }
}

/** The newest mail first, of one recipient or of all. */
export async function findMail(pool: pg.Pool, to: string | undefined) {
  let mails = sqlBuilder
    .selectFrom('keptMail')
    .select(['recipient as to', 'subject', 'text', 'sentAt'])
    .orderBy('id', 'desc')
    .limit(maxMails)
  if (to !== undefined) mails = mails.where('recipient', '=', to)
  return plainDb(pool).all(mails)
}
