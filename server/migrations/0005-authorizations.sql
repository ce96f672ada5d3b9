-- Consent: what a customer lets a partner do. And acting: one member using it.

create table letters (
  kind text not null check (kind in ('commitment', 'authorization')),
  version int not null,
  language text not null,
  text text not null,
  sha256 text not null,
  published_at timestamptz not null,
  primary key (kind, version, language)
);

create table authorizations (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  source text not null check (source in ('reseller', 'distributor', 'solution_provider')),
  state text not null check (
    state in ('pending', 'active', 'rejected', 'canceled', 'lapsed', 'expired', 'revoked', 'ended')),
  message text not null,
  requested_scope jsonb not null,
  currency text not null,
  actions text[] not null,
  service_families text[] not null,
  longest_term_months int,
  max_order_minor bigint,
  max_month_minor bigint,
  max_orders bigint,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  approval_mode text,
  commitment_letter_version int not null,
  authorization_letter_version int,
  requested_by text not null,
  requested_by_name text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  reason text,
  primary key (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id),
  foreign key (channel_id, partner_id) references partners (channel_id, id),
  check (valid_from < valid_until)
);
-- At most one that is asked or given, per partner and customer.
create unique index authorizations_one_open on authorizations (channel_id, customer_id, partner_id)
  where state in ('pending', 'active');
create index on authorizations (channel_id, partner_id, id desc);
create index on authorizations (channel_id, customer_id, id desc);

create table acting_sessions (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  member_id text not null,
  member_name text not null,
  authorization_id text not null,
  -- The member's own session: without it this id is worth nothing.
  session_id text not null,
  reason text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz,
  end_cause text,
  primary key (channel_id, id),
  foreign key (channel_id, authorization_id) references authorizations (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id)
);
create index on acting_sessions (channel_id, customer_id, id desc);
create index on acting_sessions (channel_id, authorization_id) where ended_at is null;
create unique index acting_sessions_one_live on acting_sessions (channel_id, member_id, customer_id) where ended_at is null;
