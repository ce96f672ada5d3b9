-- A quota counts amounts of its own currency, and what an order gives back goes to the quotas it was taken from.

drop index limits_one_quota;
create unique index limits_one_quota on limits (channel_id, partner_id, currency) where kind = 'quota';

-- As before, but of the seller's quotas only those in the customer's currency.
create or replace function move_quotas(
  for_channel text, for_customer text, source text, entry_kind text, entry_part text,
  add_reserved bigint, add_posted bigint, month text, moved_at timestamptz
) returns void language sql security definer set search_path = procura, pg_temp as $$
  with wanted as (
    select q.channel_id, q.id, case when q.cadence = 'one_time' then 'all' else month end as period
    from quota_limits(for_channel, for_customer) q
    where q.currency = (select c.currency from customers c where c.channel_id = for_channel and c.id = for_customer)
    order by q.id
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

-- Pays or gives back what an order took from quotas: from those alone that its own entries name, in the period that they
-- name. A quota that came later is none of them. What belongs to a month that is over moves the ledger only.
create function settle_quotas(
  for_channel text, for_partner text, source text, entry_kind text, entry_part text,
  add_reserved bigint, add_posted bigint, moved_at timestamptz
) returns void language sql security definer set search_path = procura, pg_temp as $$
  with taken as (
    select distinct l.channel_id, l.id, l.partner_id, e.period
    from partners p
    join limits l on l.channel_id = p.channel_id and l.kind = 'quota' and l.partner_id in (p.id, p.distributor_id)
    join ledger_entries e on e.channel_id = l.channel_id and e.limit_id = l.id and e.source_id = source
      and e.kind in ('reserve', 'post') and e.part = ''
    where p.channel_id = for_channel and p.id = for_partner and for_channel = current_setting('procura.channel', true)
    order by l.id
  ), moved as (
    update limits l set reserved = l.reserved + add_reserved, posted = l.posted + add_posted
    from taken t where l.channel_id = t.channel_id and l.id = t.id and l.period = t.period
  )
  insert into ledger_entries (channel_id, limit_id, period, source_id, part, kind, reserved, posted, partner_id, at)
  select channel_id, id, period, source, entry_part, entry_kind, add_reserved, add_posted, partner_id, moved_at from taken;
$$;
revoke all on function settle_quotas from public;
grant execute on function settle_quotas to procura_server;
