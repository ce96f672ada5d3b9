-- A channel for each of 100 partners, with one selling member signed in and 1,000 customers, each of which has authorized
-- the partner and has a live acting session. psql-free: run as one script by the owner.
create function pg_temp.id(prefix text, n bigint) returns text language sql immutable as
  $$ select prefix || '_' || lpad(n::text, 26, '0') $$;

insert into brokers values ('brk_00000000000000000000000000', 'bench', 'http://127.0.0.1:9', 'u', 's');
insert into regions values ('eu-west-101', 'Dublin', '{eu-west-101a}');
insert into services values ('svc-bench', 'brk_00000000000000000000000000', 'bench', 'Bench', 'compute', 'Bench', true);
insert into plans
  select 'bench.' || p, 'svc-bench', 'bench.' || p, 'A plan', '{}', '{"eu-west-101": ["eu-west-101a"]}', '{yearly_monthly,pay_per_use}',
    null, '{"type": "object", "properties": {"region": {"type": "string"}, "image": {"type": "string"}}, "required": ["region", "image"], "additionalProperties": false}',
    '{}', true
  from generate_series(1, 5000) p;
insert into offers select 'bench.' || p, 'eu-west-101', 'yearly_monthly', 'USD', 1 + (p * 37) % 90, '{"1": 15}', true
  from generate_series(1, 5000) p;

insert into accounts select pg_temp.id('par', p), 'partner', 'solution_provider', pg_temp.id('par', p), 'Partner ' || p, now()
  from generate_series(1, 100) p;
insert into partners select pg_temp.id('par', p), pg_temp.id('par', p), 'solution_provider', 'Partner ' || p, null, null, now()
  from generate_series(1, 100) p;
insert into distributor_permissions select pg_temp.id('par', p), pg_temp.id('par', p), null, true, true, true, null, now()
  from generate_series(1, 100) p;
insert into identities select pg_temp.id('idn', p), 'p' || p || '@bench.test', 'none', now() from generate_series(1, 100) p;
insert into memberships select pg_temp.id('mem', p), pg_temp.id('idn', p), pg_temp.id('par', p), pg_temp.id('par', p)
  from generate_series(1, 100) p;
insert into members select pg_temp.id('par', p), pg_temp.id('mem', p), pg_temp.id('par', p), pg_temp.id('par', p), null, 'Member ' || p,
  'p' || p || '@bench.test', '{sales}', true, now() from generate_series(1, 100) p;
insert into sessions select sha256(convert_to(lpad(p::text, 43, 'A'), 'UTF8')), pg_temp.id('ses', p), pg_temp.id('idn', p),
  pg_temp.id('mem', p), pg_temp.id('par', p), pg_temp.id('par', p), now(), now(), now() + interval '1 day', null
  from generate_series(1, 100) p;
insert into limits (channel_id, id, kind, partner_id, cadence, currency, maximum, period)
  select pg_temp.id('par', p), pg_temp.id('lim', 9000000 + p), 'quota', pg_temp.id('par', p), 'monthly', 'USD', 1000000000000000,
    to_char(now(), 'YYYY-MM') from generate_series(1, 100) p where p > 100 * (1 - :with_quota);

create temp table c as select i, pg_temp.id('par', 1 + (i - 1) % 100) as p, pg_temp.id('cus', i) as id from generate_series(1, 100000) i;
insert into accounts select id, 'customer', null, p, 'Customer ' || i, now() from c;
insert into customers (channel_id, id, partner_id, name, account_name, email, mobile, currency, association_id, associated_at, created_at)
  select p, id, p, 'Customer ' || i, 'customer-' || i, 'c' || i || '@bench.test', '+49 151 ' || i, 'USD', pg_temp.id('aso', i), now(), now() from c;
insert into associations select p, pg_temp.id('aso', i), id, p, 'reseller', now(), null from c;
insert into customer_summaries (channel_id, customer_id, partner_id, month) select p, id, p, to_char(now(), 'YYYY-MM') from c;
insert into authorizations (channel_id, id, customer_id, partner_id, source, state, message, requested_scope, currency, actions, service_families,
    longest_term_months, max_order_minor, max_month_minor, valid_from, valid_until, approval_mode, commitment_letter_version, requested_by,
    requested_by_name, requested_at)
  select p, pg_temp.id('aut', i), id, p, 'solution_provider', 'active', 'Bench', '{}', 'USD', '{purchase_yearly_monthly,view_orders}', '{compute}',
    36, 100000000, 100000000000000, now() - interval '1 day', now() + interval '1 year', 'automatic', 1, 'mem', 'Member', now() from c;
insert into acting_sessions (channel_id, id, customer_id, partner_id, member_id, member_name, authorization_id, session_id, reason, started_at,
    expires_at, last_used_at)
  select p, pg_temp.id('act', i), id, p, pg_temp.id('mem', 1 + (i - 1) % 100), 'Member', pg_temp.id('aut', i), pg_temp.id('ses', 1 + (i - 1) % 100),
    'Bench', now(), now() + interval '1 day', now() + interval '6 hours' from c;
insert into limits (channel_id, id, kind, customer_id, partner_id, cadence, currency, maximum, period, on_exhaustion)
  select p, pg_temp.id('lim', i), 'budget', id, p, 'monthly', 'USD', 100000000000000, to_char(now(), 'YYYY-MM'), 'manual' from c;
insert into limits (channel_id, id, kind, customer_id, partner_id, authorization_id, cadence, currency, maximum, period)
  select p, pg_temp.id('lim', 1000000 + i), 'authorization_month', id, p, pg_temp.id('aut', i), 'monthly', 'USD', 100000000000000,
    to_char(now(), 'YYYY-MM') from c;
