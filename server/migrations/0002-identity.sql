-- Who may sign in, and as whom. Sign-in is plain (it happens before a channel is known); members are tenant data.

create table identities (
  id text primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  created_at timestamptz not null
);

create table memberships (
  member_id text primary key,
  identity_id text not null references identities,
  account_id text not null references accounts,
  channel_id text not null,
  unique (identity_id, account_id)
);

-- A session is known by the hash of its token only.
create table sessions (
  token_hash bytea primary key,
  id text not null unique,
  identity_id text not null references identities,
  member_id text not null references memberships,
  account_id text not null references accounts,
  channel_id text not null,
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on sessions (identity_id);

-- The code itself is made by the job that mails it, and only its hash is kept.
create table verification_codes (
  id text primary key,
  member_id text not null references memberships,
  purpose text not null,
  subject_id text,
  code_hash bytea,
  tries int not null default 0 check (tries <= 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on verification_codes (member_id, created_at desc);

create table sign_in_attempts (
  id bigint generated always as identity primary key,
  email_hash bytea not null,
  sent_from text,
  succeeded boolean not null,
  at timestamptz not null
);
create index on sign_in_attempts (email_hash, at desc);

create table members (
  channel_id text not null,
  id text not null,
  account_id text not null,
  partner_id text,
  customer_id text,
  name text not null,
  email text not null,
  roles text[] not null,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (channel_id, id)
);
create index on members (channel_id, account_id);
