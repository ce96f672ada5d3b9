-- Feedback that a delegate sends is a record like any other: it says for whom they acted, and on what.

alter table feedback
  add column customer_id text,
  add column authorization_id text,
  add column acting_session_id text,
  add foreign key (channel_id, customer_id) references customers (channel_id, id),
  -- Acting always names the customer, the authorization and the session, all or none.
  add check (num_nulls(customer_id, authorization_id, acting_session_id) in (0, 3));

comment on column feedback.account_id is
  'The account of the member, also while they act: whoever they act for does not read what they say of the console.';
