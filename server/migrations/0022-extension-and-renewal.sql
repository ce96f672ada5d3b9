-- Authorizations that go on: extended at their end, or renewed before it; and what both sides are reminded of.
alter table authorizations
  add column auto_extend boolean not null default false,
  -- The end it was granted with, once it has been extended.
  add column first_until timestamptz,
  -- The one in whose place it was asked for.
  add column renews text,
  -- So many days before its end both sides were last reminded.
  add column reminded_days int,
  add foreign key (channel_id, renews) references authorizations (channel_id, id);

-- At most one in force, per partner and customer, and at most one asked for. What is asked for waits beside the one in
-- force only where it is to take its place.
drop index authorizations_one_open;
create unique index authorizations_one_in_force on authorizations (channel_id, customer_id, partner_id)
  where state = 'active' or (state = 'pending' and renews is null);
create unique index authorizations_one_pending on authorizations (channel_id, customer_id, partner_id)
  where state = 'pending';

-- What ends soon in a channel, for the sweeps that extend it and remind of it.
create index authorizations_in_force_by_end on authorizations (channel_id, valid_until) where state = 'active';
