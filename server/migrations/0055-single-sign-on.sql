-- Single sign-on by an account's own identity provider (OpenID Connect). Plain, as sign-in is: which account an e-mail
-- belongs to is found before anybody is known, and one domain is at most one account's, in whichever channel.

-- An account has at most one provider. Another set in its place is another row: what came by the old one stays known.
create table identity_providers (
  id text primary key,
  account_id text not null references accounts,
  issuer text not null,
  client_id text not null,
  sealed_secret text not null,
  set_at timestamptz not null,
  removed_at timestamptz
);
create unique index on identity_providers (account_id) where removed_at is null;

create table account_domains (
  id text primary key,
  account_id text not null references accounts,
  domain text not null check (domain = lower(domain)),
  -- What the domain's owner puts into its DNS. Public from then on, and no secret before.
  token text not null,
  added_at timestamptz not null,
  verified_at timestamptz,
  removed_at timestamptz
);
create unique index on account_domains (account_id, domain) where removed_at is null;
-- Claims keep nobody out: only who has proven a domain has it alone.
create unique index on account_domains (domain) where verified_at is not null and removed_at is null;

-- A sign-in that was begun: known by the hash of its state, bound to the browser that began it, good once.
create table single_sign_on_attempts (
  state_hash bytea primary key,
  browser_hash bytea not null,
  account_id text not null references accounts,
  identity_provider_id text not null references identity_providers,
  redirect_uri text not null,
  nonce text not null,
  sealed_verifier text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on single_sign_on_attempts (expires_at);

-- Whom a provider knows a member as, from the first time that member came by it.
create table single_sign_on_subjects (
  account_id text not null references accounts,
  issuer text not null,
  subject text not null,
  member_id text not null references memberships,
  bound_at timestamptz not null,
  primary key (account_id, issuer, subject)
);
create unique index on single_sign_on_subjects (account_id, member_id);

-- The provider that has let a session in, and by whose word alone it stands.
alter table sessions add column identity_provider_id text references identity_providers;
create index on sessions (identity_provider_id) where identity_provider_id is not null;

grant select, insert, update on identity_providers, account_domains to procura_server;
grant select, insert, update, delete on single_sign_on_attempts to procura_server;
grant select, insert, delete on single_sign_on_subjects to procura_server;
