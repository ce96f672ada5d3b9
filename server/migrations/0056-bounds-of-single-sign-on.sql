-- What is done by the word of an account's identity provider ends with that provider, and takes from nobody else.

-- The provider by whose word the session stood in which a key was made: the key ends with it.
alter table api_keys add column identity_provider_id text references identity_providers;
create index on api_keys (identity_provider_id) where identity_provider_id is not null;

-- Whether this provider is believed where it does not say of an e-mail that it is verified.
alter table identity_providers add column accepts_unverified_emails boolean not null default false;

-- Tries of a session that stands by a provider's word are counted for that account's member, and no person waits for
-- them in sessions of their own. Null: the person's own tries.
alter table factor_tries
  drop constraint factor_tries_pkey,
  add column member_id text references memberships,
  add unique nulls not distinct (identity_id, member_id);

-- How many have begun to sign in at an account's provider, so that strangers do not begin without end.
create table single_sign_on_starts (
  account_id text primary key references accounts,
  starts int not null,
  since timestamptz not null
);

grant select, insert, update on single_sign_on_starts to procura_server;
