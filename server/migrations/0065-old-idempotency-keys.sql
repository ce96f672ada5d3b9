-- Keys are an account's own; Procura itself finds those of a channel only to forget the old ones.
create policy system_finds on idempotency_keys for select to procura_server
  using (current_setting('procura.kind', true) = 'system' and channel_id = current_setting('procura.channel', true));
create policy system_forgets on idempotency_keys for delete to procura_server
  using (current_setting('procura.kind', true) = 'system' and channel_id = current_setting('procura.channel', true));
