-- The ledger. Events are durable when they are committed; the sequencer gives each its leaf. Nobody updates or deletes either.
create schema ledger;
grant usage on schema ledger to part164_app, part164_recorder, part164_sequencer, part164_reader;

create table ledger.event (
  id     uuid primary key,                              -- UUIDv7: also the time, for order and look-up
  tenant uuid not null,                                 -- whose log: a tenant's, or the installation's own
  xid    xid8 not null default pg_current_xact_id(),    -- the sequencer's cursor: (xid, id) below the snapshot horizon
  leaf   bytea not null check (octet_length(leaf) between 125 and 65535)
);
create index event_horizon on ledger.event (xid, id);

-- Outside the leaf and rebuildable from the entries: who, whose, which, as keyed terms (16 bytes of HMAC), for finding them again.
create table ledger.lookup (
  tenant          uuid not null,
  event           uuid not null,
  kind            text not null,
  outcome         text not null,
  actor_term      bytea,
  individual_term bytea,
  record_term     bytea,
  primary key (tenant, event)
);
create index lookup_kind on ledger.lookup (tenant, kind, event);
create index lookup_actor on ledger.lookup (tenant, actor_term, event) where actor_term is not null;
create index lookup_individual on ledger.lookup (tenant, individual_term, event) where individual_term is not null;
create index lookup_record on ledger.lookup (tenant, record_term, event) where record_term is not null;
create index lookup_outcome on ledger.lookup (tenant, outcome, event) where outcome <> 'done';

-- The tree: one log a tenant. `edge` is the compact range (right-edge hashes) of `size` leaves.
create table ledger.log (
  tenant     uuid primary key,
  origin     text not null unique,
  size       bigint not null default 0 check (size >= 0),
  edge       bytea not null,
  checkpoint text,             -- the last signed note
  signed     bigint not null default 0,
  signed_at  timestamptz,
  anchored   bigint not null default 0    -- the size last written into the organization's log
);

create table ledger.leaf (
  tenant uuid not null,        -- no reference to ledger.log: the sequencer holds that row while it writes, and a look each would cost
  idx    bigint not null check (idx >= 0),
  event  uuid not null unique,
  hash   bytea not null check (octet_length(hash) = 32),
  primary key (tenant, idx)
);

create table ledger.tile (
  tenant uuid not null references ledger.log,
  level  integer not null check (level between 0 and 7),
  n      bigint not null check (n >= 0),
  hashes bytea not null check (octet_length(hashes) = 8192),
  primary key (tenant, level, n)
);

create table ledger.cursor (
  is_only boolean primary key default true check (is_only),
  xid     xid8 not null,
  event   uuid not null,
  cluster text not null        -- system identifier: after a restore elsewhere xids start again
);

-- Nobody rewrites: the triggers also stop the owner's slip of the hand. A superuser can drop them; the outside checkpoint is for that.
create function ledger.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only.' using errcode = 'insufficient_privilege';
end
$$;
create trigger event_is_final before update or delete on ledger.event for each row execute function ledger.refuse();
create trigger event_is_kept before truncate on ledger.event for each statement execute function ledger.refuse();
create trigger leaf_is_final before update or delete on ledger.leaf for each row execute function ledger.refuse();
create trigger leaf_is_kept before truncate on ledger.leaf for each statement execute function ledger.refuse();
create trigger tile_is_final before update or delete on ledger.tile for each row execute function ledger.refuse();
create trigger tile_is_kept before truncate on ledger.tile for each statement execute function ledger.refuse();

-- One statement records many entries. In the application's transaction it runs with the recorder's rights, so that the
-- application itself holds none on the ledger. The bytes come end to end, as one value: written as an array of text they cost a third more.
grant create on schema ledger to part164_recorder;
set local role part164_recorder;
create function ledger.record(
  ids uuid[], tenants uuid[], kinds text[], outcomes text[],
  leaves bytea, ends integer[],   -- the leaves, and where each ends
  terms bytea                     -- 48 bytes an entry: actor, individual, record; zeroes for none
) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  none constant bytea := '\x00000000000000000000000000000000';
begin -- plpgsql, because it keeps its plans; a function in SQL would be planned anew at each call.
  insert into ledger.event (id, tenant, leaf)
  select id, tenant, substring(leaves from coalesce(ends[n - 1], 0) + 1 for ends[n] - coalesce(ends[n - 1], 0))
    from (select id, tenant, n::integer from unnest(ids, tenants) with ordinality as given (id, tenant, n)) as row;
  insert into ledger.lookup (event, tenant, kind, outcome, actor_term, individual_term, record_term)
  select id, tenant, kind, outcome,
         nullif(substring(terms from n * 48 - 47 for 16), none),
         nullif(substring(terms from n * 48 - 31 for 16), none),
         nullif(substring(terms from n * 48 - 15 for 16), none)
    from (select id, tenant, kind, outcome, n::integer
            from unnest(ids, tenants, kinds, outcomes) with ordinality as given (id, tenant, kind, outcome, n)) as row;
end
$$;
revoke all on function ledger.record from public;
grant execute on function ledger.record to part164_app;
set local role part164_owner;
revoke create on schema ledger from part164_recorder;

grant insert on ledger.event, ledger.lookup to part164_recorder;
grant select on ledger.event, ledger.leaf, ledger.tile, ledger.log, ledger.cursor, ledger.lookup to part164_sequencer;
grant insert on ledger.leaf, ledger.tile to part164_sequencer;
grant insert, update on ledger.log, ledger.cursor to part164_sequencer;
grant select on ledger.event, ledger.leaf, ledger.tile, ledger.log, ledger.lookup to part164_reader;

-- The second wall: a reader sees one log at a time.
alter table ledger.event enable row level security;
alter table ledger.lookup enable row level security;
alter table ledger.leaf enable row level security;
alter table ledger.tile enable row level security;
alter table ledger.event force row level security;
alter table ledger.lookup force row level security;
alter table ledger.leaf force row level security;
alter table ledger.tile force row level security;
create policy record on ledger.event for insert to part164_recorder with check (true);
create policy record on ledger.lookup for insert to part164_recorder with check (true);
create policy sequence on ledger.event for select to part164_sequencer using (true);
create policy sequence on ledger.lookup for select to part164_sequencer using (true);
create policy sequence on ledger.leaf to part164_sequencer using (true) with check (true);
create policy sequence on ledger.tile to part164_sequencer using (true) with check (true);
create policy read on ledger.event for select to part164_reader using (tenant = current_setting('app.tenant')::uuid);
create policy read on ledger.lookup for select to part164_reader using (tenant = current_setting('app.tenant')::uuid);
create policy read on ledger.leaf for select to part164_reader using (tenant = current_setting('app.tenant')::uuid);
create policy read on ledger.tile for select to part164_reader using (tenant = current_setting('app.tenant')::uuid);

-- Backup and restore work as the owner and need every log's rows. This opens no door: the owner makes the policies, so it could always
-- have given itself this one; no connection that answers a request works under it; and reading yields sealed leaves only.
-- There is no policy for update and delete, not even for the owner.
create policy back_up on ledger.event for select to part164_owner using (true);
create policy back_up on ledger.lookup for select to part164_owner using (true);
create policy back_up on ledger.leaf for select to part164_owner using (true);
create policy back_up on ledger.tile for select to part164_owner using (true);
create policy restore on ledger.event for insert to part164_owner with check (true);
create policy restore on ledger.lookup for insert to part164_owner with check (true);
create policy restore on ledger.leaf for insert to part164_owner with check (true);
create policy restore on ledger.tile for insert to part164_owner with check (true);
