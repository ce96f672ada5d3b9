-- Customer Management at a hundred thousand customers, and a distributor's part of the log.

-- Columns that may be empty come last in both directions; upwards the indexes of 0003 serve.
create index on customer_summaries (channel_id, partner_id, budget_usage_percent desc nulls last, customer_id desc);
create index on customer_summaries (channel_id, partner_id, next_expiry_on desc nulls last, customer_id desc);

-- Row-level security keeps `like` from using an index, since the operator is not leakproof: these cost writes only.
drop index customers_name_trigrams, customers_account_trigrams, customers_mobile_trigrams;

-- What a distributor's members did in the accounts of its resellers' customers.
create index on audit_events (channel_id, actor_partner_id, id)
  where actor_partner_id is not null and actor_partner_id is distinct from partner_id;
