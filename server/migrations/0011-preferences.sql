-- How the console looks to one member of one account.

create table member_preferences (
  channel_id text not null,
  member_id text not null,
  account_id text not null,
  -- Null wherever the member leaves it to the browser and the console.
  language text,
  theme text,
  density text,
  changed_at timestamptz not null,
  primary key (channel_id, member_id),
  foreign key (channel_id, member_id) references members (channel_id, id)
);

alter table member_preferences enable row level security;
alter table member_preferences force row level security;
create policy own_account on member_preferences to procura_server
  using (channel_id = current_setting('procura.channel', true) and account_id = current_setting('procura.account', true));
create policy everything on member_preferences to procura_owner using (true);
grant select, insert, update on member_preferences to procura_server;
