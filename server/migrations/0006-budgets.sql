-- Limits and the ledger that moves them.

-- A budget of a customer, what an authorization allows in a month or in all, or a partner's consumption quota.
-- `reserved` and `posted` are the sums of the ledger entries of `period`; the check is the last wall of every limit.
create table limits (
  channel_id text not null,
  id text not null,
  kind text not null,
  customer_id text,
  partner_id text not null,
  authorization_id text,
  cadence text not null,
  -- Null for a count of orders.
  currency text,
  maximum bigint not null,
  reserved bigint not null default 0,
  posted bigint not null default 0,
  -- `YYYY-MM` of a monthly limit, `all` of the others.
  period text not null,
  -- Metered use and a lowered maximum may pass a limit; a commitment never may.
  overdrawn boolean not null default false,
  on_exhaustion text,
  version int not null default 1,
  primary key (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id),
  foreign key (channel_id, partner_id) references partners (channel_id, id),
  foreign key (channel_id, authorization_id) references authorizations (channel_id, id),
  -- Every check is read and prepared anew by each update, so this table has one.
  constraint limits_never_passed check (maximum >= 0 and reserved >= 0 and (reserved + posted <= maximum or overdrawn))
) with (fillfactor = 70);
create unique index limits_one_budget on limits (channel_id, customer_id) where kind = 'budget';
create unique index limits_one_quota on limits (channel_id, partner_id) where kind = 'quota';
create unique index limits_one_each on limits (channel_id, authorization_id, kind) where authorization_id is not null;

-- Insert-only. The key is what makes each step happen once.
create table ledger_entries (
  channel_id text not null,
  limit_id text not null,
  period text not null,
  -- What moved it: an order, a usage record.
  source_id text not null,
  -- Which part of the source: `` for all of it, or an order item.
  part text not null default '',
  kind text not null,
  reserved bigint not null,
  posted bigint not null,
  customer_id text,
  partner_id text not null,
  at timestamptz not null,
  primary key (channel_id, limit_id, source_id, kind, part)
);

create table expenditures (
  channel_id text not null,
  customer_id text not null,
  partner_id text not null,
  month text not null,
  service_code text not null,
  region text not null,
  billing_mode text not null,
  source_id text not null,
  currency text not null,
  amount_minor bigint not null,
  primary key (channel_id, customer_id, month, source_id, service_code, region, billing_mode),
  foreign key (channel_id, customer_id) references customers (channel_id, id)
);
