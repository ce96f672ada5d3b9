-- The statements of placeOrder as the server sends them, one by one, for `pgbench -M prepared`.
\set i random(1, 100000)
\set p1 random(1, 4990)
begin;
set local procura.kind = 'system';
select 'par_' || lpad((1 + (:i - 1) % 100)::text, 26, '0') as channel, 'cus_' || lpad(:i::text, 26, '0') as customer,
  'mem_' || lpad((1 + (:i - 1) % 100)::text, 26, '0') as member, 'act_' || lpad(:i::text, 26, '0') as acting,
  'aut_' || lpad(:i::text, 26, '0') as granted, lpad((1 + (:i - 1) % 100)::text, 43, 'A') as token,
  'ord_' || substr(md5(random()::text), 1, 26) as ordered, 'lim_' || lpad(:i::text, 26, '0') as budget,
  'lim_' || lpad((1000000 + :i)::text, 26, '0') as monthly \gset
select set_config('procura.channel', :channel, true), set_config('procura.account', :channel, true);
select s.id, s.member_id, s.account_id, s.channel_id, a.kind, a.name from sessions s join accounts a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(:token, 'UTF8')) and s.ended_at is null and s.expires_at > clock_timestamp();
select gen_random_uuid()::text as used \gset
\set claimed random(1, 9223372036854775806)
select pg_advisory_xact_lock(:claimed);
select request_hash, status, response from idempotency_keys where channel_id = :channel and caller_id = :member
  and operation = 'placeOrder' and scope_id = :customer and key = :used;
-- The turnstiles of the member, the customer and the partner.
\set seller 1 + (:i - 1) % 100
select pg_advisory_xact_lock_shared(1000000 + :seller), pg_advisory_xact_lock_shared(:i),
  pg_advisory_xact_lock_shared(2000000 + :seller);
with found as materialized (
  select t.id as acting, t.expires_at, t.last_used_at, a.state, a.valid_until, a.actions, a.max_order_minor, c.id, c.partner_id, c.name,
    c.currency, c.freeze_scope, s.type, s.ended_at, p.kind, p.frozen_at, d.distributor_id, d.act_on_behalf, m.name as member, m.roles
  from acting_sessions t
  join authorizations a on a.channel_id = t.channel_id and a.id = t.authorization_id
  join customers c on c.channel_id = t.channel_id and c.id = t.customer_id
  join associations s on s.channel_id = c.channel_id and s.id = c.association_id
  join partners p on p.channel_id = t.channel_id and p.id = t.partner_id
  join distributor_permissions d on d.channel_id = p.channel_id and d.partner_id = p.id
  join members m on m.channel_id = t.channel_id and m.id = t.member_id
  where t.channel_id = :channel and t.id = :acting and t.member_id = :member for share of p, d, s, m, c, a, t)
select clock_timestamp() + shift as at from found, clock \gset
select p.id, p.name, s.code, s.family, o.rate, o.yearly_discounts, p.parameters_schema from offers o
  join plans p on p.id = o.plan_id join services s on s.id = p.service_id where o.plan_id in ('bench.' || :p1, 'bench.' || (:p1 + 1));
select id, kind, maximum, reserved, posted, period from limits where channel_id = :channel and customer_id = :customer and kind = 'budget'
  union all select id, kind, maximum, reserved, posted, period from limits where channel_id = :channel and authorization_id = :granted
  union all select id, kind, maximum, reserved, posted, period from quota_limits(:channel, :customer);
insert into orders (channel_id, id, customer_id, partner_id, type, state, source, currency, total_minor, committed_minor, month,
    placed_by_member_id, placed_by_member_name, placed_by_partner_id, on_behalf_of, authorization_id, acting_session_id, placed_at, paid_at)
  values (:channel, :ordered, :customer, :channel, 'new_purchase', 'processing', 'partner', 'USD', 6000, 6000, to_char(now(), 'YYYY-MM'),
    :member, 'Member', :channel, :customer, :granted, :acting, :at, :at);
insert into order_items (channel_id, id, order_id, customer_id, partner_id, line, plan_id, plan_name, service_code, region, billing_mode,
    quantity, term_unit, term_count, auto_renew, parameters, list_minor, discount_minor, amount_minor, committed_minor, state)
  select :channel, :ordered || n, :ordered, :customer, :channel, n, 'bench.' || (:p1 + n - 1), 'bench', 'bench', 'eu-west-101',
    'yearly_monthly', 1, 'month', 3, false, '{"image": "debian-12"}', 3000, 0, 3000, 3000, 'pending' from generate_series(1, 2) n;
with moved as (
  update limits set posted = posted + 6000, overdrawn = false where channel_id = :channel and id in (:budget, :monthly)
  returning id, partner_id, period)
insert into ledger_entries (channel_id, limit_id, period, source_id, kind, reserved, posted, customer_id, partner_id, at)
  select :channel, id, period, :ordered, 'post', 0, 6000, :customer, partner_id, :at from moved;
select enqueue('order.placed', json_build_object('orderId', :ordered::text, 'channelId', :channel::text, 'customerId', :customer::text), null, null, 25, null);
insert into audit_events (channel_id, id, at, operation, result, actor_kind, actor_member_id, actor_member_name, actor_partner_id,
    authorization_id, acting_session_id, customer_id, partner_id, subjects, detail, request_id)
  values (:channel, 'aud' || :ordered, :at, 'placeOrder', 'done', 'partner', :member, 'Member', :channel, :granted, :acting, :customer, :channel,
    array[:ordered, :customer], '{"items": 2}', :ordered);
insert into idempotency_keys (channel_id, account_id, caller_id, operation, scope_id, key, request_hash, status, response)
  values (:channel, :channel, :member, 'placeOrder', :customer, :used, sha256(:customer::bytea), 201, repeat('x', 1500));
commit;
