-- Risk analysis [164.308(a)(1)(ii)(A)]: every asset held against every threat that concerns it, line by line, approved by somebody else.
create table program.risk_analysis (
  id          uuid primary key,
  trigger     text not null check (trigger in ('first', 'yearly', 'change', 'incident')),
  reason      uuid not null,
  started_by  uuid,
  started_at  timestamptz not null,
  as_of       date not null,
  finished_by uuid,
  finished_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  register    uuid references program.document,   -- canonical JSON of what was approved
  html        uuid references program.document,
  pdf         uuid references program.document,
  version     integer not null default 1 check (version > 0),
  check (approved_at is null or finished_at is not null),
  check ((approved_at is null) = (register is null) and (register is null) = (html is null) and (html is null) = (pdf is null))
);
create unique index risk_analysis_open on program.risk_analysis ((true)) where approved_at is null;

-- What somebody wrote, once for as many lines as it was said of; sealed under the organization's key.
create table program.risk_reason (
  id     uuid primary key,
  sealed bytea not null
);
alter table program.risk_analysis add foreign key (reason) references program.risk_reason;

-- What an analysis looked at: assets in their versions; incidents and failing checks that were known when it was finished.
create table program.risk_scope (
  analysis uuid not null references program.risk_analysis,
  kind     text not null check (kind in ('system', 'flow', 'party', 'site', 'workforce', 'incident', 'check')),
  thing    text not null,
  version  integer not null,
  primary key (analysis, kind, thing)
);

create table program.risk_line (
  analysis   uuid not null references program.risk_analysis,
  asset      text not null,
  threat     text not null,
  decision   text check (decision in ('risk', 'no-matter')),
  reason     uuid references program.risk_reason,
  risk       uuid references program.submission,
  decided_by uuid,
  decided_at timestamptz,
  primary key (analysis, asset, threat),
  check ((decision is null) = (decided_at is null) and (decision = 'risk') = (risk is not null) and (decision = 'no-matter') = (reason is not null))
);

-- At what a risk was accepted: when either changed, the acceptance is stale.
create table program.risk_acceptance (
  acceptance    uuid primary key references program.submission,
  risk          uuid not null references program.submission,
  risk_version  integer not null,
  score         integer not null check (score between 1 and 25),
  asset         text not null,
  asset_version integer not null
);

-- What was decided about something that changed since the approved analysis. That it changed is derived, never stored.
create table program.risk_cause (
  analysis   uuid not null references program.risk_analysis,
  key        text not null,
  decision   text not null check (decision in ('no-change', 'risk')),
  reason     uuid not null references program.risk_reason,
  risk       uuid references program.submission,
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (analysis, key)
);

-- Which checks of safeguards fail now, as the job that reads their results left it; the program itself does not see safeguards.
create table program.failing_check (
  name  text primary key,
  since timestamptz not null
);

grant select, insert on program.risk_reason, program.risk_acceptance, program.risk_cause to part164_app;
grant select, insert, update on program.risk_analysis to part164_app;
grant select, insert, update, delete on program.risk_scope, program.risk_line, program.failing_check to part164_app;
call program.protect('program.risk_analysis');
call program.protect('program.risk_reason');
call program.protect('program.risk_scope');
call program.protect('program.risk_line');
call program.protect('program.risk_acceptance');
call program.protect('program.risk_cause');
call program.protect('program.failing_check');
