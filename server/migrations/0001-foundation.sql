-- What every module stands on: the directory of accounts, the clock, idempotency keys and the audit log.

create extension if not exists pg_trgm with schema procura;

-- Plain: which channel an account belongs to. A channel is the id of its top seller, of the operator, or of a
-- customer without a partner.
create table accounts (
  id text primary key,
  kind text not null check (kind in ('operator', 'partner', 'customer')),
  partner_kind text check (partner_kind in ('distributor', 'reseller', 'solution_provider')),
  channel_id text not null,
  name text not null,
  created_at timestamptz not null,
  check ((kind = 'partner') = (partner_kind is not null))
);
create index on accounts (channel_id);

-- Plain: one row. The sandbox may shift the clock; months begin in the operator's time zone.
create table clock (
  only_row boolean primary key default true check (only_row),
  shift interval not null default '0',
  time_zone text not null default 'UTC'
);
insert into clock default values;

create table idempotency_keys (
  channel_id text not null,
  account_id text not null,
  member_id text not null,
  operation text not null,
  scope_id text not null,
  key text not null,
  request_hash bytea not null,
  status int not null,
  response text not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (channel_id, member_id, operation, scope_id, key)
);
-- Rows come in the order of time: a summary of blocks is enough to find the old ones.
create index on idempotency_keys using brin (channel_id, created_at);

create table audit_events (
  channel_id text not null,
  id text not null,
  at timestamptz not null,
  operation text not null,
  result text not null,
  code text,
  actor_kind text not null,
  actor_member_id text,
  actor_member_name text,
  actor_partner_id text,
  authorization_id text,
  acting_session_id text,
  -- The account it is about: the customer, and the partner who sells to it (or the partner itself).
  customer_id text,
  partner_id text,
  subjects text[] not null,
  reason text,
  detail jsonb not null,
  request_id text not null,
  sent_from text,
  primary key (channel_id, id)
);
create index on audit_events (channel_id, customer_id, id) where customer_id is not null;
create index on audit_events (channel_id, partner_id, id) where partner_id is not null;

-- A job is enqueued in the transaction that wants it. The queue's own tables refuse everyone but their owner, so
-- this function, defined by a member of that role, is the only way in.
create function enqueue(task text, payload json, job_key text, run_at timestamptz, max_attempts int, queue text)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.add_job(
    identifier => task, payload => payload, job_key => job_key, run_at => run_at,
    max_attempts => max_attempts, queue_name => queue,
    -- Without a key both modes do the same, and this one does it in two statements less.
    job_key_mode => case when job_key is null then 'unsafe_dedupe' else 'replace' end
  );
$$;
revoke all on function enqueue from public;
grant execute on function enqueue to procura_server;
