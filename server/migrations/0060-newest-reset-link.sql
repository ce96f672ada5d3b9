-- A person has one mailed link at most that is good: a newer one takes the row of the one before, whichever job comes
-- first. The row counts how many were mailed since when, too.
delete from password_resets r using password_resets newer
  where newer.identity_id = r.identity_id and (newer.made_at, newer.token_hash) > (r.made_at, r.token_hash);
alter table password_resets
  drop constraint password_resets_pkey,
  add primary key (identity_id),
  add unique (token_hash),
  add column mailed int not null default 1,
  add column since timestamptz not null default clock_timestamp();
alter table password_resets
  alter column mailed drop default,
  alter column since drop default,
  drop column made_at;
