-- What turning orders into resources needs beside its rows.

-- How long the broker wants to be asked about an operation; null leaves it to Procura.
alter table plans add column max_polling_seconds int check (max_polling_seconds > 0);

-- When the broker first said that it is at work, by the clock of the world it lives in.
alter table broker_operations add column accepted_at timestamptz;

-- How much waits for each broker, over all channels: the operator sees the number and nothing behind it.
create function waiting_operations() returns table (broker_id text, waiting bigint)
language sql stable security definer set search_path = procura, pg_temp as $$
  select o.broker_id, count(*) from broker_operations o where o.finished_at is null group by o.broker_id;
$$;
revoke all on function waiting_operations from public;
grant execute on function waiting_operations to procura_server;
