-- Stored PHI: sealed bodies and what is needed to find them. In clear, by design: tenant, type, id, version, times, size, and
-- which records belong to the same individual.
create schema phi;
grant usage on schema phi to part164_app;

create table phi.record (
  tenant     uuid not null,
  type       text not null,
  id         uuid not null,
  version    integer not null check (version > 0),
  individual uuid,               -- null: a record about no individual, such as an Organization
  sealed     bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant, type, id)
);
create index record_individual on phi.record (tenant, individual, type, id) where individual is not null;

-- The versions that were replaced.
create table phi.record_version (
  tenant     uuid not null,
  type       text not null,
  id         uuid not null,
  version    integer not null,
  individual uuid,
  sealed     bytea not null,
  updated_at timestamptz not null,
  primary key (tenant, type, id, version)
);

-- Which bundles were imported: the same bytes again are a no-op. `digest` is a keyed term, for a plain hash of PHI could be guessed at.
create table phi.imported (
  tenant      uuid not null,
  digest      bytea not null,
  individuals integer not null,
  records     integer not null,
  event       uuid not null,
  at          timestamptz not null,
  primary key (tenant, digest)
);

alter table phi.record enable row level security;
alter table phi.record force row level security;
alter table phi.record_version enable row level security;
alter table phi.record_version force row level security;
alter table phi.imported enable row level security;
alter table phi.imported force row level security;
create policy tenant on phi.record to part164_app using (tenant = current_setting('app.tenant')::uuid) with check (tenant = current_setting('app.tenant')::uuid);
create policy tenant on phi.record_version to part164_app using (tenant = current_setting('app.tenant')::uuid) with check (tenant = current_setting('app.tenant')::uuid);
create policy tenant on phi.imported to part164_app using (tenant = current_setting('app.tenant')::uuid) with check (tenant = current_setting('app.tenant')::uuid);
grant select, insert, update on phi.record to part164_app;
grant select, insert on phi.record_version, phi.imported to part164_app;

-- For backup and restore, as in 0003: all tenants' rows, which are sealed, and nothing but reading and inserting.
create policy back_up on phi.record for select to part164_owner using (true);
create policy back_up on phi.record_version for select to part164_owner using (true);
create policy back_up on phi.imported for select to part164_owner using (true);
create policy restore on phi.record for insert to part164_owner with check (true);
create policy restore on phi.record_version for insert to part164_owner with check (true);
create policy restore on phi.imported for insert to part164_owner with check (true);
