-- Passkeys (WebAuthn): the person's, and plain, since one signs in with a passkey before anybody is known.

create table passkeys (
  id text primary key,
  identity_id text not null references identities,
  -- What the authenticator knows it by, base64url.
  credential_id text not null unique,
  public_key bytea not null,
  -- Counts what the authenticator has signed; many keep it at nought.
  sign_count bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null,
  added_at timestamptz not null,
  last_used_at timestamptz,
  removed_at timestamptz
);
create index on passkeys (identity_id);

-- What an authenticator is asked to sign: for one purpose, in one session where somebody is signed in, once.
create table passkey_challenges (
  challenge_hash bytea primary key,
  purpose text not null,
  session_id text references sessions (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

grant select, insert, update on passkeys, passkey_challenges to procura_server;
