-- Programs of members: API keys, and the tokens by which they act.

-- Plain, as sessions are: whose a key is has to be found before a channel is known. A key is known by the hash of its
-- secret only; the prefix is what its member tells it by.
create table api_keys (
  token_hash bytea primary key,
  id text not null unique,
  identity_id text not null references identities,
  member_id text not null references memberships,
  account_id text not null references accounts,
  channel_id text not null,
  name text not null,
  prefix text not null,
  permissions text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on api_keys (member_id, id desc);

-- A token is one acting session of one key, and nothing without either of them.
create table acting_tokens (
  token_hash bytea primary key,
  acting_session_id text not null,
  api_key_id text not null references api_keys (id),
  permissions text[] not null,
  created_at timestamptz not null
);

grant select, insert, update on api_keys to procura_server;
grant select, insert on acting_tokens to procura_server;

-- An idempotency key belongs to the API key that a program has shown, else to the member.
alter table idempotency_keys rename column member_id to caller_id;

alter table audit_events add column api_key_id text;

comment on column acting_sessions.session_id is
  'The member’s own session, or the API key, in which it was opened: without that its id is worth nothing.';
