-- Evaluations [164.308(a)(8)]: the whole program walked requirement by requirement, by people.
create table program.evaluation (
  id         uuid primary key,
  trigger    text not null check (trigger in ('yearly', 'change', 'incident', 'request')),
  reason     text not null,
  started_by uuid,
  started_at timestamptz not null,
  as_of      date not null,
  signed_by  uuid,
  signed_at  timestamptz,
  version    integer not null default 1 check (version > 0)
);
create unique index evaluation_open on program.evaluation ((true)) where signed_at is null;

create table program.evaluation_item (
  evaluation uuid not null references program.evaluation,
  cite       text not null,
  judgement  text check (judgement in ('as-it-should-be', 'finding', 'does-not-apply')),
  sealed     bytea,              -- what was found, under the organization's key
  owner      uuid references program.member,
  due_on     date,
  judged_by  uuid,
  judged_at  timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  primary key (evaluation, cite),
  check ((judgement = 'finding') = (due_on is not null))
);
grant select, insert, update on program.evaluation, program.evaluation_item to part164_app;
call program.protect('program.evaluation');
call program.protect('program.evaluation_item');
