-- What a member of the workforce did, since when: the roster as of any day, with the work of that day.
create table program.member_period (
  member     uuid not null references program.member,
  from_on    date not null,
  kind       text not null,
  position   text,
  supervisor uuid,
  sees_phi   boolean not null,
  by         uuid,
  at         timestamptz not null,
  primary key (member, from_on)
);
alter table program.member add column term_on date;            -- the day until which somebody with a fixed term is expected to stay
alter table program.member add column for_cause boolean not null default false;
grant select, insert, update on program.member_period to part164_app;
call program.protect('program.member_period');
