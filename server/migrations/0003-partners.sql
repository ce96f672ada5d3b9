-- Partners, customers and what ties them together.

create table partners (
  channel_id text not null,
  id text not null,
  kind text not null check (kind in ('distributor', 'reseller', 'solution_provider')),
  name text not null,
  distributor_id text,
  frozen_at timestamptz,
  created_at timestamptz not null,
  primary key (channel_id, id),
  foreign key (channel_id, distributor_id) references partners (channel_id, id),
  check (distributor_id is null or kind = 'reseller')
);

-- A row for every partner. Where distributor_id is null nobody's permission is needed, and all is allowed.
create table distributor_permissions (
  channel_id text not null,
  partner_id text not null,
  distributor_id text,
  act_on_behalf boolean not null,
  may_freeze boolean not null,
  set_budgets boolean not null,
  budget_quota_minor bigint check (budget_quota_minor >= 0),
  changed_at timestamptz not null,
  primary key (channel_id, partner_id),
  foreign key (channel_id, partner_id) references partners (channel_id, id)
);

create table customers (
  channel_id text not null,
  id text not null,
  partner_id text not null,
  name text not null,
  account_name text not null,
  email text not null,
  mobile text,
  currency text not null,
  -- The association in force, or the last one.
  association_id text not null,
  associated_at timestamptz not null,
  account_manager_id text,
  -- The freeze in force; `freezes` keeps the history.
  freeze_id text,
  freeze_scope text check (freeze_scope in ('account', 'account_and_resources')),
  -- Orders above this amount need a verification code of the customer's member.
  code_above_minor bigint,
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (channel_id, id),
  foreign key (channel_id, partner_id) references partners (channel_id, id),
  check ((freeze_id is null) = (freeze_scope is null))
);
create unique index on customers (channel_id, lower(account_name));
create index on customers (channel_id, partner_id, associated_at desc, id desc);
create index on customers (channel_id, associated_at desc, id desc);
create index customers_name_trigrams on customers using gin (lower(name) procura.gin_trgm_ops);
create index customers_account_trigrams on customers using gin (lower(account_name) procura.gin_trgm_ops);
create index customers_mobile_trigrams on customers using gin (mobile procura.gin_trgm_ops);
create index on customers (channel_id, account_manager_id);

create table associations (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  type text not null check (type in ('reseller', 'referral')),
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id),
  foreign key (channel_id, partner_id) references partners (channel_id, id)
);
create unique index on associations (channel_id, customer_id) where ended_at is null;

create table customer_tags (
  channel_id text not null,
  customer_id text not null,
  partner_id text not null,
  tag text not null,
  primary key (channel_id, customer_id, tag),
  foreign key (channel_id, customer_id) references customers (channel_id, id)
);
create index on customer_tags (channel_id, tag);

create table freezes (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  scope text not null check (scope in ('account', 'account_and_resources')),
  origin text not null check (origin in ('manual', 'automatic', 'initial')),
  reason text not null,
  frozen_by text,
  frozen_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  primary key (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id)
);
create index on freezes (channel_id, customer_id, frozen_at desc);

-- What Customer Management searches by and shows, written by the modules that know it.
create table customer_summaries (
  channel_id text not null,
  customer_id text not null,
  partner_id text not null,
  month text not null,
  month_to_date_minor bigint not null default 0,
  budget_minor bigint,
  budget_used_minor bigint not null default 0,
  budget_usage_percent numeric(12, 2),
  next_expiry_on date,
  open_orders int not null default 0,
  live_resources int not null default 0,
  primary key (channel_id, customer_id),
  foreign key (channel_id, customer_id) references customers (channel_id, id)
);
create index on customer_summaries (channel_id, partner_id, month_to_date_minor);
create index on customer_summaries (channel_id, partner_id, budget_usage_percent);
create index on customer_summaries (channel_id, partner_id, next_expiry_on);
