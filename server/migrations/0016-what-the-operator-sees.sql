-- Since when a broker is found as it is, and where the last reading of its catalog stands.
alter table brokers
  add column state_since timestamptz,
  add column import_requested_at timestamptz,
  add column import_failed_at timestamptz,
  add column import_error text;
update brokers set state_since = checked_at;

-- How many customers each partner has, over all channels: the operator sees the number and nothing behind it.
create function partner_sizes() returns table (partner_id text, customers bigint)
language sql stable security definer set search_path = procura, pg_temp as $$
  select c.partner_id, count(*) from customers c where c.closed_at is null group by c.partner_id;
$$;
revoke all on function partner_sizes from public;
grant execute on function partner_sizes to procura_server;

-- The live acting sessions of a partner: counted before its permission is withdrawn, ended when it is.
create index on acting_sessions (channel_id, partner_id) where ended_at is null;
