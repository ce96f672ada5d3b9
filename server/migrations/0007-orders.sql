-- Orders, and the resources they bring into being.

create table orders (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  type text not null,
  state text not null,
  source text not null,
  currency text not null,
  total_minor bigint not null,
  committed_minor bigint not null,
  -- The month whose limits it moved.
  month text not null,
  placed_by_member_id text,
  placed_by_member_name text not null,
  placed_by_partner_id text,
  on_behalf_of text,
  authorization_id text,
  acting_session_id text,
  placed_at timestamptz not null,
  paid_at timestamptz,
  lapses_at timestamptz,
  completed_at timestamptz,
  canceled_at timestamptz,
  primary key (channel_id, id),
  foreign key (channel_id, customer_id) references customers (channel_id, id),
  -- Every check is read and prepared anew by each insert, so a hot table has one. Acting always names the customer, the
  -- authorization and the session, all or none.
  check (num_nulls(acting_session_id, authorization_id, on_behalf_of) in (0, 3) and total_minor between 0 and committed_minor)
);
create index on orders (channel_id, customer_id, id desc);
create index on orders (channel_id, partner_id, id desc);

create table order_items (
  channel_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  partner_id text not null,
  line int not null,
  plan_id text not null,
  plan_name text not null,
  service_code text not null,
  region text not null,
  billing_mode text not null,
  quantity int not null,
  term_unit text,
  term_count int,
  auto_renew boolean not null,
  parameters jsonb not null,
  list_minor bigint not null,
  discount_minor bigint not null,
  amount_minor bigint not null,
  committed_minor bigint not null,
  state text not null,
  failure text,
  primary key (channel_id, id),
  check (quantity > 0 and amount_minor = list_minor - discount_minor),
  foreign key (channel_id, order_id) references orders (channel_id, id)
);
create index on order_items (channel_id, order_id);

create table resources (
  channel_id text not null,
  id text not null,
  customer_id text not null,
  partner_id text not null,
  order_id text not null,
  order_item_id text not null,
  -- Which of the item's units it is, from 1.
  unit int not null,
  name text not null,
  service_code text not null,
  plan_id text not null references plans,
  region text not null,
  availability_zone text,
  billing_mode text not null,
  status text not null,
  starts_at timestamptz,
  expires_at timestamptz,
  auto_renew boolean not null,
  attributes jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (channel_id, id),
  unique (channel_id, order_item_id, unit),
  foreign key (channel_id, customer_id) references customers (channel_id, id),
  foreign key (channel_id, order_item_id) references order_items (channel_id, id)
);
create index on resources (channel_id, customer_id, id desc);
create index on resources (channel_id, partner_id, id desc);

-- What was asked of a broker for one resource, and how far it is.
create table broker_operations (
  channel_id text not null,
  resource_id text not null,
  kind text not null check (kind in ('provision', 'deprovision')),
  customer_id text not null,
  partner_id text not null,
  broker_id text not null references brokers,
  state text not null check (state in ('wanted', 'accepted', 'unknown', 'succeeded', 'failed')),
  operation text,
  attempts int not null default 0,
  last_error text,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (channel_id, resource_id, kind),
  foreign key (channel_id, resource_id) references resources (channel_id, id)
);
create index on broker_operations (broker_id) where finished_at is null;

-- Plain: what the sandbox keeps instead of sending it.
create table kept_mail (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  text text not null,
  sent_at timestamptz not null
);
create index on kept_mail (recipient, id desc);

-- Plain: the logins that the sandbox shows.
create table sandbox_logins (
  position int primary key,
  member_id text not null references memberships,
  authorization_state text not null,
  frozen boolean not null
);
