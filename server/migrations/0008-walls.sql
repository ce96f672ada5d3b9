-- The second wall: who may touch which rows at all, whatever a query says.
-- A transaction says by `set local` whose it is: procura.channel, procura.kind and procura.account.
-- A missing setting finds nothing.

do $$
declare
  found record;
  own text;
begin
  for found in
    select c.table_name,
      bool_or(c.column_name = 'partner_id') as has_partner,
      bool_or(c.column_name = 'customer_id') as has_customer,
      bool_or(c.column_name = 'account_id') as has_account
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'procura' and t.table_type = 'BASE TABLE'
      and c.table_name not in ('accounts', 'memberships', 'sessions')
    group by c.table_name
    having bool_or(c.column_name = 'channel_id')
  loop
    own := case
      when found.table_name = 'idempotency_keys' then 'account_id = current_setting(''procura.account'', true)'
      else format(
        'case current_setting(''procura.kind'', true) when ''distributor'' then true when ''system'' then true%s%s else false end',
        case when found.table_name = 'partners' then ' when ''partner'' then id = current_setting(''procura.account'', true)'
             when found.has_partner then ' when ''partner'' then partner_id = current_setting(''procura.account'', true)'
             else '' end,
        case when found.table_name = 'customers' then ' when ''customer'' then id = current_setting(''procura.account'', true)'
             when found.has_customer then ' when ''customer'' then customer_id = current_setting(''procura.account'', true)'
             else '' end)
      end;
    execute format('alter table %I enable row level security', found.table_name);
    execute format('alter table %I force row level security', found.table_name);
    execute format(
      'create policy own_account on %I to procura_server using (channel_id = current_setting(''procura.channel'', true) and %s)',
      found.table_name, own);
    -- The owner migrates, seeds and owns the definer functions; it serves no request.
    execute format('create policy everything on %I to procura_owner using (true)', found.table_name);
  end loop;
end $$;

-- The operator reads all partners, and writes into its own channel's log.
create policy operator_reads on partners for select to procura_server
  using (current_setting('procura.kind', true) = 'operator');
create policy operator_own on members to procura_server
  using (current_setting('procura.kind', true) = 'operator'
    and channel_id = current_setting('procura.channel', true)
    and account_id = current_setting('procura.account', true));
create policy operator_own on audit_events to procura_server
  using (current_setting('procura.kind', true) = 'operator' and channel_id = current_setting('procura.channel', true));

grant usage on schema procura to procura_server;
grant select on all tables in schema procura to procura_server;

-- Insert-only: what was written stands.
grant insert on audit_events, ledger_entries, sign_in_attempts, letters, expenditures to procura_server;
-- Written and changed, never deleted.
grant insert, update on
  accounts, identities, memberships, sessions, verification_codes, members, partners, distributor_permissions,
  customers, associations, freezes, customer_summaries, brokers, regions, services, plans, offers, authorizations,
  acting_sessions, limits, orders, order_items, resources, broker_operations, idempotency_keys, clock
  to procura_server;
grant insert, delete on customer_tags to procura_server;
grant insert on kept_mail to procura_server;
grant delete on idempotency_keys, kept_mail to procura_server;

-- A customer's order moves its seller's quotas without seeing them: the rows come back to the server, in the caller's own
-- channel only, and no operation shows them.
create function quota_limits(for_channel text, for_customer text) returns setof limits
language sql stable security definer set search_path = procura, pg_temp as $$
  select l.* from customers c
  join partners p on p.channel_id = c.channel_id and p.id = c.partner_id
  join limits l on l.channel_id = p.channel_id and l.kind = 'quota' and l.partner_id in (p.id, p.distributor_id)
  where c.channel_id = for_channel and c.id = for_customer
    and for_channel = current_setting('procura.channel', true);
$$;

-- The same arithmetic as the server's own limits: a new month starts from nothing, and what is given back of a month
-- that is over moves the ledger only.
create function move_quotas(
  for_channel text, for_customer text, source text, entry_kind text, entry_part text,
  add_reserved bigint, add_posted bigint, month text, moved_at timestamptz
) returns void language sql security definer set search_path = procura, pg_temp as $$
  with wanted as (
    select q.channel_id, q.id, case when q.cadence = 'one_time' then 'all' else month end as period
    from quota_limits(for_channel, for_customer) q order by q.id
  ), moved as (
    update limits l set
      reserved = case when l.period = w.period then l.reserved + add_reserved
                      when l.period < w.period then add_reserved else l.reserved end,
      posted = case when l.period = w.period then l.posted + add_posted
                    when l.period < w.period then add_posted else l.posted end,
      period = greatest(l.period, w.period),
      overdrawn = l.overdrawn and l.period >= w.period and add_reserved + add_posted <= 0
    from wanted w where l.channel_id = w.channel_id and l.id = w.id
    returning l.channel_id, l.id, l.partner_id, w.period
  )
  insert into ledger_entries (channel_id, limit_id, period, source_id, part, kind, reserved, posted, partner_id, at)
  select channel_id, id, period, source, entry_part, entry_kind, add_reserved, add_posted, partner_id, moved_at from moved;
$$;
revoke all on function quota_limits, move_quotas from public;
grant execute on function quota_limits, move_quotas to procura_server;
