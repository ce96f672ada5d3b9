-- What people tell the operator of the console they work with. It is kept as it was sent, and mailed by a job.

create table feedback (
  channel_id text not null,
  id text not null,
  account_id text not null,
  member_id text not null,
  page text not null,
  text text not null,
  sent_at timestamptz not null,
  primary key (channel_id, id),
  foreign key (channel_id, member_id) references members (channel_id, id)
);
create index on feedback (channel_id, member_id, sent_at);

alter table feedback enable row level security;
alter table feedback force row level security;
-- Only the account it came from, and the job that mails it.
create policy own_account on feedback to procura_server
  using (channel_id = current_setting('procura.channel', true)
    and (account_id = current_setting('procura.account', true) or current_setting('procura.kind', true) = 'system'));
create policy everything on feedback to procura_owner using (true);
grant select, insert on feedback to procura_server;
