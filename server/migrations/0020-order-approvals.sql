-- Orders that wait until the customer has approved them, and the links by which it may.

-- The amount up to which orders go through unasked, where the customer wants to be asked above one.
alter table authorizations add column approve_above_minor bigint;

alter table orders
  -- Null: it never waited for approval.
  add column pays_once_approved boolean,
  add column decided_by text,
  add column decided_by_name text,
  add column decided_at timestamptz,
  add column decision_reason text;

-- Plain, as sessions are: a link is looked up by the hash of its token before it is known whose it is.
create table approval_links (
  order_id text not null,
  member_id text not null references memberships,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (order_id, member_id)
);
grant select, insert, update on approval_links to procura_server;
