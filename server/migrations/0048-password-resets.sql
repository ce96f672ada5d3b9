-- Links by which somebody who has forgotten their password sets another, each mailed to them and known by its hash.
create table password_resets (
  token_hash bytea primary key,
  identity_id text not null references identities,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on password_resets (identity_id, made_at desc);
grant select, insert, update on password_resets to procura_server;
