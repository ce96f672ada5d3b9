-- Tries at the password of an e-mail, whether anybody has it or not: counted before a password is compared. What was
-- tried, from where, and whether it started a session, is written down in sign_in_attempts.
create table sign_in_tries (
  email_hash bytea primary key,
  tries int not null,
  since timestamptz not null
);
create index on sign_in_tries (since);
grant select, insert, update, delete on sign_in_tries to procura_server;

-- What is over is of no use to anybody, and is swept away a day later.
create index on passkey_challenges (expires_at);
create index on password_resets (expires_at);
grant delete on passkey_challenges, password_resets to procura_server;
