-- The program: what the organization says, decides and does about its duties. No PHI. Content is sealed; in clear stands what lists and
-- clocks need. Only the organization's own scope sees it: an application, which works in its tenant's, sees none.
create schema program;
grant usage on schema program to part164_app;

create function program.is_ours() returns boolean language sql stable
  as $$ select current_setting('app.tenant')::uuid = (select id from part164.installation) $$;
grant execute on function program.is_ours() to part164_app;

-- The second wall, the same for every table here; and the owner's reading and inserting for backup and restore, as in 0003.
create procedure program.protect(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('create policy ours on %s to part164_app using ((select program.is_ours())) with check ((select program.is_ours()))', guarded);
  execute format('create policy back_up on %s for select to part164_owner using (true)', guarded);
  execute format('create policy restore on %s for insert to part164_owner with check (true)', guarded);
end
$$;

-- One filled-in form. `version` counts changes of state and content; the earlier ones are kept below, sealed like this one.
create table program.submission (
  id           uuid primary key,
  form         text not null,
  state        text not null,
  version      integer not null check (version > 0),
  about        text,              -- what it is about: a cite, a person
  sole         text,              -- the same, where there is one at a time in a state
  sealed       bytea not null,    -- title and answers
  submitted_by uuid,              -- null: the operator at the machine, or nobody (an anonymous report)
  effective_on date not null,     -- when what it says took effect; received_at is when we heard
  received_at  timestamptz not null,
  updated_at   timestamptz not null,
  due_on       date,
  closed_at    timestamptz        -- in a state that no move leaves
);
create index submission_form on program.submission (form, state, id);
create index submission_by on program.submission (submitted_by, id);
create index submission_about on program.submission (about, form) where about is not null;
create unique index submission_sole on program.submission (form, sole, state) where sole is not null and closed_at is null;

create table program.submission_version (
  submission uuid not null references program.submission,
  version    integer not null,
  state      text not null,
  move       text,                -- null: content alone changed
  sealed     bytea not null,
  by         uuid,
  at         timestamptz not null,
  primary key (submission, version)
);

-- Something to do. The key is made from its cause, so that the same cause opens it once, however often it is looked at.
create table program.task (
  key        text collate "C" primary key,   -- ordered by bytes, so that a beginning finds its keys by index
  title      text not null,
  cite       text,
  basis      text not null check (basis in ('law', 'policy', 'contract')),
  href       text not null,
  owner_user uuid,
  owner_role text,
  opened_at  timestamptz not null,
  due_on     date not null,
  done_at    timestamptz,
  done_by    uuid,
  check ((owner_user is null) <> (owner_role is null))
);
create index task_user on program.task (owner_user, due_on) where done_at is null;
create index task_role on program.task (owner_role, due_on) where done_at is null;
create index task_due on program.task (due_on, key) where done_at is null;

-- Texts, contracts, evidence.
create table program.document (
  id           uuid primary key,
  kind         text not null,
  name         text not null,
  media_type   text not null,
  size_bytes   integer not null check (size_bytes >= 0),
  sha256       bytea not null check (octet_length(sha256) = 32),
  sealed       bytea not null,
  effective_on date not null,
  received_at  timestamptz not null,
  received_by  uuid,
  ended_on     date,              -- last day in effect; null while it is
  hold         text               -- why it is kept whatever its age
);
create index document_kind on program.document (kind, id);

grant select, insert, update on program.submission, program.task to part164_app;
grant select, insert on program.submission_version, program.document to part164_app;
grant update (ended_on, hold) on program.document to part164_app;
call program.protect('program.submission');
call program.protect('program.submission_version');
call program.protect('program.task');
call program.protect('program.document');

-- The workforce [160.103]: everybody under our direct control, paid or not, whether or not they sign in here.
create table program.member (
  id          uuid primary key,
  "user"      uuid unique references access.user,
  name        text not null,
  email       text,
  kind        text not null default 'employee' check (kind in ('employee', 'contractor', 'trainee', 'volunteer', 'owner')),
  position    text,
  supervisor  uuid references program.member,
  sees_phi    boolean not null default true,  -- or may: whoever is not known to be kept from it is trained before it
  joined_on   date not null,
  left_on     date check (left_on >= joined_on),   -- last day
  version     integer not null default 1 check (version > 0),
  received_at timestamptz not null
);
create index member_joined on program.member (joined_on);
grant select, insert, update on program.member to part164_app;
call program.protect('program.member');

-- Whoever may sign in is of the workforce: the roster cannot be shorter than the list of users. A user is a member under the same id.
create function program.enter_user() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into program.member (id, "user", name, email, joined_on, received_at)
  values (new.id, new.id, new.name, new.email,
          (new.created_at at time zone coalesce((select time_zone from part164.installation), 'UTC'))::date, new.created_at)
  on conflict do nothing;
  return new;
end
$$;
-- Not in a restore, which works as the owner and brings the members itself.
create trigger user_is_member after insert on access.user for each row when (current_user = 'part164_app') execute function program.enter_user();
insert into program.member (id, "user", name, email, joined_on, left_on, received_at)
select u.id, u.id, u.name, u.email, (u.created_at at time zone coalesce(i.time_zone, 'UTC'))::date,
       (u.ended_at at time zone coalesce(i.time_zone, 'UTC'))::date, u.created_at
  from access.user u cross join part164.installation i;
