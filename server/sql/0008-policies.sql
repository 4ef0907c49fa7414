-- Policies: the organization's own texts, in versions. The text that was approved is a document under seal; Git has the source.
create table program.policy_version (
  id           uuid primary key,
  policy       text not null,              -- its slug
  title        text not null,
  version      text not null,              -- of the text, as its front matter says
  commit       text not null check (commit ~ '^[0-9a-f]{40}$'),
  document     uuid not null references program.document,
  sha256       bytea not null check (octet_length(sha256) = 32),   -- of the filled-in text: what is read, approved and acknowledged
  cites        text[] not null,
  review_months integer not null check (review_months between 1 and 12),
  is_material  boolean not null,           -- whether whoever acknowledged the one before has to acknowledge this one
  summary      text not null,              -- what changed
  state        text not null check (state in ('proposed', 'approved', 'rejected', 'withdrawn')),
  proposed_by  uuid,
  proposed_at  timestamptz not null,
  decided_by   uuid,
  decided_at   timestamptz,
  reason       text,                       -- why it was rejected; or why one person alone approved it
  effective_on date,
  ended_on     date,                       -- last day in effect; null while it is
  review_on    date,                       -- last day to look at it again
  check ((state = 'approved') = (effective_on is not null))
);
create unique index policy_proposed on program.policy_version (policy) where state = 'proposed';
create unique index policy_current on program.policy_version (policy) where state = 'approved' and ended_on is null;
create index policy_of on program.policy_version (policy, effective_on);

-- Who has read which exact text, and said so.
create table program.acknowledgement (
  version uuid not null references program.policy_version,
  member  uuid not null references program.member,
  sha256  bytea not null check (octet_length(sha256) = 32),
  at      timestamptz not null,
  primary key (version, member)
);
create index acknowledgement_member on program.acknowledgement (member);

grant select, insert, update on program.policy_version to part164_app;
grant select, insert on program.acknowledgement to part164_app;
call program.protect('program.policy_version');
call program.protect('program.acknowledgement');
