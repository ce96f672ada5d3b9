-- The log is read in the order of the database's clock, and by days: the ids sort by the clocks of the processes that
-- made them.

create index audit_events_of_customer on audit_events (channel_id, customer_id, at, id) where customer_id is not null;
create index audit_events_of_partner on audit_events (channel_id, partner_id, at, id) where partner_id is not null;
create index audit_events_by_distributor on audit_events (channel_id, actor_partner_id, at, id)
  where actor_partner_id is not null and actor_partner_id is distinct from partner_id;
drop index audit_events_channel_id_customer_id_id_idx, audit_events_channel_id_partner_id_id_idx,
  audit_events_channel_id_actor_partner_id_id_idx;
