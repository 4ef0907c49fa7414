-- What went out for a breach: which clock each notice answered, and when. The notice itself is a submission under seal.
create table program.notice_sent (
  notice  uuid primary key references program.submission,
  breach  uuid not null references program.submission,
  clock   text not null,             -- "notify-individuals", "notify-media:TX"
  sent_at timestamptz not null
);
create index notice_sent_of on program.notice_sent (breach);
grant select, insert on program.notice_sent to part164_app;
call program.protect('program.notice_sent');

-- Whose PHI it was: opaque ids of individuals, found in a tenant's log or named by hand. Never taken out, only set aside with a reason.
create table program.affected_individual (
  breach     uuid not null references program.submission,
  tenant     uuid not null references part164.tenant,
  individual uuid not null,
  source     text not null check (source in ('ledger', 'hand')),
  entries    integer not null check (entries >= 0),
  first_at   timestamptz,
  last_at    timestamptz,
  added_by   uuid,
  added_at   timestamptz not null,
  set_aside_by uuid,
  set_aside_at timestamptz,
  primary key (breach, tenant, individual)
);
grant select, insert on program.affected_individual to part164_app;
grant update (entries, first_at, last_at, set_aside_by, set_aside_at) on program.affected_individual to part164_app;
call program.protect('program.affected_individual');
