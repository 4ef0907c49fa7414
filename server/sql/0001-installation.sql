-- Who we are: one organization an installation, its tenants, and the marks that outlive a process.
grant usage on schema part164 to part164_app, part164_reader, part164_sequencer;

create table part164.installation (
  id          uuid primary key,
  is_only     boolean not null default true unique check (is_only),
  name        text,
  entity      text check (entity in ('covered-entity', 'business-associate', 'both')),
  time_zone   text,
  is_demo     boolean not null,
  created_at  timestamptz not null,
  set_up_at   timestamptz
);
grant select, insert, update on part164.installation to part164_app;
grant select on part164.installation to part164_reader, part164_sequencer;

create table part164.tenant (
  id         uuid primary key,
  name       text not null unique,
  created_at timestamptz not null
);
grant select, insert on part164.tenant to part164_app;
grant select on part164.tenant to part164_reader, part164_sequencer;

-- The latest wall-clock time any process has seen: a clock that jumps back revives no session.
create table part164.high_water (
  is_only boolean primary key default true check (is_only),
  at      timestamptz not null
);
grant select, insert, update on part164.high_water to part164_app;
