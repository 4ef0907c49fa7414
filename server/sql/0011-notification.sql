-- What is told outside of the console: mail, and calendars. Never PHI, never a person's or an individual's name: titles of tasks and days.
create table access.feed_token (
  "user"     uuid primary key references access.user,
  token_hash bytea not null,
  made_at    timestamptz not null
);
grant select, insert, update, delete on access.feed_token to part164_app;

create table program.notification (
  id         uuid primary key,
  key        text collate "C" not null unique,   -- from its cause, so that it is written once
  "user"     uuid not null references access.user,
  subject    text not null,
  body       text not null,
  made_at    timestamptz not null,
  sent_at    timestamptz,
  attempts   integer not null default 0,
  next_at    timestamptz not null,
  problem    text                                -- of the last attempt; a word, never an address
);
create index notification_waiting on program.notification (next_at) where sent_at is null;
create index notification_user on program.notification ("user", id);
grant select, insert, update on program.notification to part164_app;
call program.protect('program.notification');
