-- What happened with something filed, line by line: when it happened, and when we heard of it. Nobody changes or removes a line.
create table program.journal_line (
  id          uuid primary key,          -- UUIDv7: the order in which they were received
  submission  uuid not null references program.submission,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  by          uuid,                      -- null: the operator, or the system
  sealed      bytea not null,            -- what it says
  document    uuid references program.document,
  corrects    uuid references program.journal_line
);
create index journal_of on program.journal_line (submission, occurred_at, id);
grant select, insert on program.journal_line to part164_app;
call program.protect('program.journal_line');
