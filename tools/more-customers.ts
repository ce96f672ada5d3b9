import pg from 'pg'

/** So many for each partner that has at least one to copy. */
const copies = 25

/** A copy of an id: the same kind of thing, and another one for each number. */
const copied = (id: string) => `regexp_replace(${id}, '_.*', '_0') || substr(md5(${id} || n), 1, 25)`

/**
 * Copies a customer of each partner who was never asked for authorization and is in nobody's way, with its owner: every
 * browser test takes one of its own, and the sample data has not as many. Their names are their own, so that a search
 * finds one.
 * @param databaseUrl past every wall
 */
export async function addCustomers(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=procura,public' })
  await client.connect()
  try {
    await client.query(`
      begin;
      create temp table copy on commit drop as
        select c.channel_id, c.id, m.id as member_id, s.identity_id, n,
          'Customer ' || lpad(n::text, 2, '0') || ' of ' || p.name as name
        from (
          select distinct on (c.partner_id) c.*
          from customers c
          join associations a on a.channel_id = c.channel_id and a.id = c.association_id
          join members o on o.channel_id = c.channel_id and o.customer_id = c.id and o.roles = '{owner}'
          join sandbox_logins l on l.member_id = o.id
          where l.authorization_state = 'none' and not l.frozen and a.type = 'reseller' and a.ended_at is null
            and c.freeze_id is null and c.closed_at is null and c.currency <> 'CNY'
            and not exists (select from limits b where b.channel_id = c.channel_id and b.customer_id = c.id)
          order by c.partner_id, c.id desc
        ) c
        join members m on m.channel_id = c.channel_id and m.customer_id = c.id and m.roles = '{owner}'
        join memberships s on s.member_id = m.id
        join partners p on p.channel_id = c.channel_id and p.id = c.partner_id
        cross join generate_series(1, ${copies}) n;
      insert into accounts
        select (r).* from copy join accounts a on a.id = copy.id,
          jsonb_populate_record(a, jsonb_build_object('id', ${copied('a.id')}, 'name', copy.name)) r;
      insert into customers
        select (r).* from copy join customers c on c.channel_id = copy.channel_id and c.id = copy.id,
          jsonb_populate_record(c, jsonb_build_object('id', ${copied('c.id')}, 'name', copy.name,
            'account_name', n || '-' || c.account_name, 'association_id', ${copied('c.association_id')})) r;
      insert into associations
        select (r).* from copy join associations a on a.channel_id = copy.channel_id and a.customer_id = copy.id
            and a.ended_at is null,
          jsonb_populate_record(a, jsonb_build_object('id', ${copied('a.id')},
            'customer_id', ${copied('a.customer_id')})) r;
      insert into customer_summaries (channel_id, customer_id, partner_id, month)
        select s.channel_id, ${copied('s.customer_id')}, s.partner_id, s.month
        from copy join customer_summaries s on s.channel_id = copy.channel_id and s.customer_id = copy.id;
      insert into identities
        select (r).* from copy join identities i on i.id = copy.identity_id,
          jsonb_populate_record(i, jsonb_build_object('id', ${copied('i.id')}, 'email', n || '.' || i.email)) r;
      insert into members
        select (r).* from copy join members m on m.channel_id = copy.channel_id and m.id = copy.member_id,
          jsonb_populate_record(m, jsonb_build_object('id', ${copied('m.id')}, 'account_id', ${copied('m.account_id')},
            'customer_id', ${copied('m.customer_id')}, 'email', n || '.' || m.email)) r;
      insert into memberships
        select (r).* from copy join memberships s on s.member_id = copy.member_id,
          jsonb_populate_record(s, jsonb_build_object('member_id', ${copied('s.member_id')},
            'identity_id', ${copied('s.identity_id')}, 'account_id', ${copied('s.account_id')})) r;
      insert into sandbox_logins
        select (r).* from copy join sandbox_logins l on l.member_id = copy.member_id,
          jsonb_populate_record(l, jsonb_build_object('member_id', ${copied('l.member_id')},
            'position', 1000 + 100 * l.position + n)) r;
      commit`)
  } finally {
    await client.end()
  }
}
