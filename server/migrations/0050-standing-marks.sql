-- What open event streams stand on, for all of a server process at once. A stream's mark is a hash that changes when any
-- row behind its right changes, and when one of them runs out; what follows from a change, the gate decides. It tells
-- nothing else of what other accounts have, which is why it may look across channels.
create function standing_marks(asked jsonb, session_idle interval, acting_idle interval)
returns table (stream integer, mark text)
language sql volatile security definer set search_path = procura, pg_temp as $$
  select q.stream, md5(row(
    s.ended_at is null, s.expires_at > c.now, s.last_used_at + session_idle > c.now,
    k.revoked_at is null, k.expires_at > c.now,
    m.xmin::text, u.xmin::text, x.xmin::text, p.xmin::text, d.xmin::text,
    t.ended_at is null, t.expires_at > c.now, t.last_used_at + acting_idle > c.now,
    a.xmin::text, a.valid_from <= c.now, a.valid_until > c.now
  )::text)
  from jsonb_to_recordset(asked) q(
    stream integer, channel_id text, account_id text, member_id text, session_id text, customer_id text, acting_id text)
  cross join (select clock_timestamp() + shift as now from clock) c
  left join sessions s on s.id = q.session_id
  left join api_keys k on k.id = q.session_id
  left join members m on m.channel_id = q.channel_id and m.id = q.member_id
  left join customers u on u.channel_id = q.channel_id and u.id = q.customer_id
  left join associations x on x.channel_id = u.channel_id and x.id = u.association_id
  left join partners p on p.channel_id = q.channel_id and p.id = q.account_id
  left join distributor_permissions d on d.channel_id = q.channel_id and d.partner_id = q.account_id
  left join acting_sessions t on t.channel_id = q.channel_id and t.id = q.acting_id
  left join authorizations a on a.channel_id = t.channel_id and a.id = t.authorization_id;
$$;
revoke all on function standing_marks from public;
grant execute on function standing_marks to procura_server;
