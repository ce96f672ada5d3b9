-- Which text of a letter was accepted: the hash of what was shown, where whoever accepted it said so.
alter table authorizations
  add column commitment_letter_sha256 text,
  add column authorization_letter_sha256 text;
