-- Where a session was started and by which browser, for its member to know it by; and until when it counts as one that
-- has just shown a factor.
alter table sessions
  add column started_from text,
  add column user_agent text,
  add column stepped_up_until timestamptz;
