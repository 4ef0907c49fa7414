-- Reviews of activity [164.308(a)(1)(ii)(D), 164.312(b)]: a period of all logs, what stood out in it, and what people decided about each.
create table program.activity_review (
  id          uuid primary key,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  prepared_at timestamptz not null,
  prepared_by uuid,
  signed_by   uuid,
  signed_at   timestamptz,
  version     integer not null default 1 check (version > 0),
  check (to_at > from_at),
  check ((signed_by is null) = (signed_at is null))
);
create unique index activity_review_period on program.activity_review (from_at); -- Two who prepare the same at once make one.

-- What was looked at: how far in each log, and how many entries for each question.
create table program.activity_log (
  review      uuid not null references program.activity_review,
  tenant      uuid not null,
  entries     integer not null check (entries >= 0),
  first_event uuid,
  last_event  uuid,
  primary key (review, tenant)
);
create table program.activity_looked (
  review  uuid not null references program.activity_review,
  tenant  uuid not null,
  class   text not null,
  looked  integer not null check (looked >= 0),
  primary key (review, tenant, class)
);

create table program.activity_item (
  review       uuid not null references program.activity_review,
  n            integer not null check (n > 0),
  class        text not null,
  tenant       uuid not null,              -- in whose log
  act          text,                       -- the kind of its entries, where that is one
  subject      uuid,                       -- who did it, where that is one
  subject_kind text check (subject_kind in ('user', 'client', 'system', 'nobody')),
  concerned    uuid[] not null,            -- everybody who did part of it: none of them decides
  count        integer not null check (count > 0),
  usual        integer check (usual >= 0), -- what it is compared with
  evidence     uuid[] not null,            -- a few of its entries
  decision     text check (decision in ('expected', 'follow-up', 'incident')),
  sealed       bytea,                      -- the note, under the organization's key
  owner        uuid references program.member,
  due_on       date,
  incident     uuid references program.submission,
  decided_by   uuid,
  decided_at   timestamptz,
  resolved_by  uuid,
  resolved_at  timestamptz,
  version      integer not null default 1 check (version > 0),
  primary key (review, n),
  check ((decision is null) = (decided_at is null)),
  check ((decision is not distinct from 'follow-up') = (due_on is not null)),
  check ((decision is not distinct from 'incident') = (incident is not null))
);
grant select, insert, update on program.activity_review, program.activity_item to part164_app;
grant select, insert on program.activity_log, program.activity_looked to part164_app;
call program.protect('program.activity_review');
call program.protect('program.activity_log');
call program.protect('program.activity_looked');
call program.protect('program.activity_item');
