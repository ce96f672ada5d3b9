-- What somebody's home page asks for: few rows, found without looking through all of them.

-- Orders that wait or went wrong. An order that is paid at once is in here only when it fails.
create index orders_to_attend on orders (channel_id, state, partner_id, id)
  where state in ('pending_approval', 'pending_payment', 'failed', 'partially_completed');

create index authorizations_pending on authorizations (channel_id, partner_id, id) where state = 'pending';
create index authorizations_by_end on authorizations (channel_id, partner_id, valid_until, id) where state = 'active';
create index authorizations_by_decision on authorizations (channel_id, partner_id, decided_at, id)
  where decided_at is not null;

-- A partner's own resources by their end, and those of all of a distributor's resellers.
create index resources_by_end on resources (channel_id, partner_id, expires_at, id) where expires_at is not null;
create index resources_of_channel_by_end on resources (channel_id, expires_at, id) where expires_at is not null;
