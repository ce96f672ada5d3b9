-- What proves that somebody is who they say beside a password. It is the person's, in whichever account, and plain, as
-- sign-in is: it is asked for before a channel is known.

-- One authenticator app (RFC 6238) for a person; its secret is sealed, since the server has to know it to compare.
create table authenticator_apps (
  identity_id text primary key references identities,
  sealed_secret text not null,
  added_at timestamptz not null,
  -- Null until a first code has proven that the app has the secret.
  confirmed_at timestamptz,
  removed_at timestamptz,
  -- The last step of thirty seconds whose code was taken: no code is good twice.
  last_step bigint not null default 0
);

-- As random as a token, and so kept as a plain hash.
create table recovery_codes (
  code_hash bytea primary key,
  identity_id text not null references identities,
  made_at timestamptz not null,
  used_at timestamptz,
  -- Replaced by others, or the app that they stand in for was removed.
  ended_at timestamptz
);
create index on recovery_codes (identity_id);

-- Tries at codes and passwords of somebody who is signed in, or nearly.
create table factor_tries (
  identity_id text primary key references identities,
  tries int not null,
  since timestamptz not null
);

grant select, insert, update on authenticator_apps, recovery_codes, factor_tries to procura_server;
