-- Wrapped keys only; the root key never comes here. A row without its custodian opens nothing.
create schema seal;
grant usage on schema seal to part164_app;

create table seal.key (
  id           uuid primary key,
  kind         text not null,
  tenant       uuid not null,
  owner        text,
  version      integer not null check (version > 0),
  wrapped_by   uuid,
  wrapped      bytea,                -- null once destroyed
  commitment   bytea not null check (octet_length(commitment) = 32),
  created_at   timestamptz not null,
  retired_at   timestamptz,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
create unique index key_version on seal.key (tenant, kind, coalesce(owner, ''), version);
create unique index key_active on seal.key (tenant, kind, coalesce(owner, '')) where retired_at is null and destroyed_at is null;
create index key_wrapped_by on seal.key (wrapped_by) where wrapped_by is not null;
grant select, insert, update on seal.key to part164_app;
