-- Eight orders of one sales desk, for eight customers, in one transaction and as sets: the least that PostgreSQL has to
-- do for them with every check that placeOrder makes, for `pgbench -M prepared`. No program stands before it.
\set p random(1, 100)
\set first random(0, 991)
\set p1 random(1, 4990)
begin;
select set_config('procura.kind', 'partner', true), set_config('procura.channel', 'par_' || lpad(:p::text, 26, '0'), true),
  set_config('procura.account', 'par_' || lpad(:p::text, 26, '0'), true),
  'par_' || lpad(:p::text, 26, '0') as channel, 'mem_' || lpad(:p::text, 26, '0') as member, lpad(:p::text, 43, 'A') as token,
  array_agg('cus_' || lpad((:p + 100 * g)::text, 26, '0') order by g)::text as customers,
  array_agg('act_' || lpad((:p + 100 * g)::text, 26, '0') order by g)::text as actings,
  array_agg('aut_' || lpad((:p + 100 * g)::text, 26, '0') order by g)::text as granted,
  array_agg('ord_' || substr(md5(random()::text || g), 1, 26) order by g)::text as ordered,
  array_agg(gen_random_uuid()::text order by g)::text as used,
  (select array_agg('lim_' || lpad((base + :p::int + 100 * g)::text, 26, '0'))
    from generate_series(:first::int, :first::int + 7) g, (values (0), (1000000)) bases(base))::text as limits,
  array_agg((random() * 9223372036854775806)::bigint order by g)::text as claimed
  from generate_series(:first::int, :first::int + 7) g \gset
select pg_advisory_xact_lock(n) from unnest(:claimed::bigint[]) n;
-- The turnstiles of the member, the partner and the customers.
select pg_advisory_xact_lock_shared(n) from (values (1000000::bigint + :p::bigint), (2000000::bigint + :p::bigint)) of(n)
  union all select pg_advisory_xact_lock_shared(:p::bigint + 100 * g) from generate_series(:first::int, :first::int + 7) g;
select s.id, s.member_id, s.account_id, s.channel_id, a.kind, a.name from sessions s join accounts a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(:token, 'UTF8')) and s.ended_at is null and s.expires_at > clock_timestamp();
select k.request_hash, k.status, k.response from unnest(:customers::text[], :used::text[]) as of(customer, used)
  cross join lateral (select request_hash, status, response from idempotency_keys where channel_id = :channel and caller_id = :member
    and operation = 'placeOrder' and scope_id = of.customer and key = of.used limit 1) k;
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
  where t.channel_id = :channel and t.id = any(:actings::text[]) and t.member_id = :member for share of p, d, s, m, c, a, t)
select to_json(clock_timestamp() + min(shift)) as at, count(*) as standing from found, clock \gset
select p.id, p.name, s.code, s.family, o.rate, o.yearly_discounts, p.parameters_schema from offers o
  join plans p on p.id = o.plan_id join services s on s.id = p.service_id
  where o.plan_id in (select 'bench.' || (:p1::int + g) from generate_series(0, 8) g);
select id, kind, maximum, reserved, posted, period from limits where channel_id = :channel and customer_id = any(:customers::text[]) and kind = 'budget'
  union all select id, kind, maximum, reserved, posted, period from limits where channel_id = :channel and authorization_id = any(:granted::text[])
  union all select id, kind, maximum, reserved, posted, period from limits where channel_id = :channel and partner_id = :channel and kind = 'quota';
insert into orders (channel_id, id, customer_id, partner_id, type, state, source, currency, total_minor, committed_minor, month,
    placed_by_member_id, placed_by_member_name, placed_by_partner_id, on_behalf_of, authorization_id, acting_session_id, placed_at, paid_at)
  select :channel, of.ordered, of.customer, :channel, 'new_purchase', 'processing', 'partner', 'USD', 6000, 6000, to_char(now(), 'YYYY-MM'),
    :member, 'Member', :channel, of.customer, of.granted, of.acting, now(), now()
  from unnest(:ordered::text[], :customers::text[], :granted::text[], :actings::text[]) as of(ordered, customer, granted, acting);
insert into order_items (channel_id, id, order_id, customer_id, partner_id, line, plan_id, plan_name, service_code, region, billing_mode,
    quantity, term_unit, term_count, auto_renew, parameters, list_minor, discount_minor, amount_minor, committed_minor, state)
  select :channel, of.ordered || n, of.ordered, of.customer, :channel, n, 'bench.' || (:p1::int + n - 1), 'bench', 'bench', 'eu-west-101',
    'yearly_monthly', 1, 'month', 3, false, '{"image": "debian-12"}', 3000, 0, 3000, 3000, 'pending'
  from unnest(:ordered::text[], :customers::text[]) as of(ordered, customer), generate_series(1, 2) n;
with own as (
  update limits set posted = posted + 6000, overdrawn = false where channel_id = :channel
    and id = any(:limits::text[])
  returning id, partner_id, customer_id, period),
quota as (
  update limits set posted = posted + 48000, overdrawn = false where channel_id = :channel and partner_id = :channel and kind = 'quota'
  returning id, partner_id, period)
insert into ledger_entries (channel_id, limit_id, period, source_id, kind, reserved, posted, customer_id, partner_id, at)
  select :channel, own.id, own.period, of.ordered, 'post', 0, 6000, of.customer, own.partner_id, now()
    from own join unnest(:ordered::text[], :customers::text[]) as of(ordered, customer) on of.customer = own.customer_id
  union all select :channel, quota.id, quota.period, of.ordered, 'post', 0, 6000, of.customer, quota.partner_id, now()
    from quota, unnest(:ordered::text[], :customers::text[]) as of(ordered, customer);
select enqueue('order.placed', json_build_object('orderId', of.ordered, 'channelId', :channel::text, 'customerId', of.customer), null, null, 25, null)
  from unnest(:ordered::text[], :customers::text[]) as of(ordered, customer);
insert into audit_events (channel_id, id, at, operation, result, actor_kind, actor_member_id, actor_member_name, actor_partner_id,
    authorization_id, acting_session_id, customer_id, partner_id, subjects, detail, request_id)
  select :channel, 'aud' || of.ordered, now(), 'placeOrder', 'done', 'partner', :member, 'Member', :channel, of.granted, of.acting, of.customer,
    :channel, array[of.ordered, of.customer], '{"items": 2}', of.ordered
  from unnest(:ordered::text[], :customers::text[], :granted::text[], :actings::text[]) as of(ordered, customer, granted, acting);
insert into idempotency_keys (channel_id, account_id, caller_id, operation, scope_id, key, request_hash, status, response)
  select :channel, :channel, :member, 'placeOrder', of.customer, of.used, sha256(of.customer::bytea), 201, repeat('x', 1500)
  from unnest(:customers::text[], :used::text[]) as of(customer, used);
commit;
