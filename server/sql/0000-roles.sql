-- Run at every start by the role of DATABASE_URL, before the numbered files, which run as part164_owner.
-- The five roles cannot log in: a connection of ours takes one of them on before its first statement.
do $$
declare
  name text;
begin
  foreach name in array array['part164_owner', 'part164_app', 'part164_recorder', 'part164_sequencer', 'part164_reader'] loop
    begin
      if not exists (select 1 from pg_catalog.pg_roles where rolname = name) then
        execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noinherit nobypassrls', name);
      end if;
    exception when duplicate_object or unique_violation then null; -- Another starter was faster.
    end;
    if not pg_catalog.pg_has_role(current_user, name, 'member') then
      execute format('grant %I to current_user', name);
    end if;
  end loop;
  execute format('grant create on database %I to part164_owner', current_database());
end
$$;
