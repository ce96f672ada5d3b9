-- The public catalog. Services and plans come from the brokers; prices are Procura's.

create table brokers (
  id text primary key,
  name text not null unique,
  url text not null,
  username text not null,
  sealed_password text not null,
  state text not null default 'unknown' check (state in ('unknown', 'reachable', 'unreachable')),
  checked_at timestamptz,
  imported_at timestamptz,
  last_error text
);

create table regions (
  id text primary key,
  name text not null,
  availability_zones text[] not null
);

create table services (
  id text primary key,
  broker_id text not null references brokers,
  code text not null unique,
  name text not null,
  family text not null,
  description text not null,
  active boolean not null
);

create table plans (
  id text primary key,
  service_id text not null references services,
  name text not null,
  description text not null,
  specification jsonb not null,
  availability_zones jsonb not null,
  billing_modes text[] not null,
  priced_by text,
  parameters_schema jsonb not null,
  sample_parameters jsonb not null,
  active boolean not null
);
create index on plans (service_id);

create table offers (
  plan_id text not null references plans,
  region_id text not null references regions,
  billing_mode text not null check (billing_mode in ('yearly_monthly', 'pay_per_use')),
  currency text not null,
  -- For one month, or for one hour of pay-per-use, of one instance or one unit of what the plan is priced by.
  rate numeric(20, 8) not null check (rate > 0),
  yearly_discounts jsonb not null,
  active boolean not null default true,
  primary key (plan_id, region_id, billing_mode, currency)
);
