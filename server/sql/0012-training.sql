-- Training [164.308(a)(5), 164.530(b)]: what is taught, to whom it was assigned and why, how it was passed, and the reminders between.
-- The text of a course as it was: what somebody learned and was asked stays readable after the program brings another.
create table program.course_version (
  course   text not null,
  sha256   bytea not null check (octet_length(sha256) = 32),   -- of lesson and questions, one after the other
  version  text not null,
  title    text not null,
  sealed   bytea not null,          -- lesson and questions, with the answers
  from_on  date not null,
  taken_at timestamptz not null,
  ended_at timestamptz,             -- null: what is taught now
  primary key (course, sha256)
);
create unique index course_taught on program.course_version (course) where ended_at is null;

-- A test: which questions were drawn, in which order, and what was answered. One at a time for a member and a course.
create table program.attempt (
  id           uuid primary key,
  member       uuid not null references program.member,
  course       text not null,
  sha256       bytea not null,
  pass_mark    integer not null check (pass_mark between 1 and 100),
  started_at   timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,         -- handed in, or found expired
  submitted_at timestamptz,
  score        integer check (score between 0 and 100),
  passed       boolean,
  sealed       bytea not null,
  foreign key (course, sha256) references program.course_version,
  check ((submitted_at is null) = (score is null) and (score is null) = (passed is null))
);
create unique index attempt_open on program.attempt (member, course) where ended_at is null;
create index attempt_of on program.attempt (member, course, started_at);

create table program.completion (
  id           uuid primary key,
  member       uuid not null references program.member,
  course       text,                -- null: a training of others, which stands for none of ours
  title        text not null,
  version      text,
  sha256       bytea,
  score        integer,
  completed_on date not null,       -- where the organization is
  completed_at timestamptz not null,   -- when it was passed, or when we heard of it
  certificate  text not null unique,
  statement    text,                -- the sentence that was confirmed
  attempt      uuid unique references program.attempt,
  provider     text,
  document     uuid references program.document,
  by           uuid,                -- who recorded it; null: the test itself
  foreign key (course, sha256) references program.course_version,
  check ((attempt is null) = (document is not null)),
  check (attempt is null or (course is not null and sha256 is not null and score is not null and statement is not null))
);
create index completion_of on program.completion (member, course, completed_on);

-- `round` is made from the cause, so that the same cause assigns once, however often and however late it is looked at.
create table program.assignment (
  id          uuid primary key,
  member      uuid not null references program.member,
  course      text not null,
  round       text not null,
  reason      text not null check (reason in ('hire', 'role', 'yearly', 'change', 'incident')),
  since_on    date not null,        -- what was completed before does not count for it
  assigned_on date not null,
  assigned_at timestamptz not null,
  due_on      date not null,
  sha256      bytea not null,
  by          uuid,
  sealed      bytea,                -- why, in the words of whoever assigned it
  done_on     date,
  done_at     timestamptz,
  completion  uuid references program.completion,
  unique (member, course, round),
  foreign key (course, sha256) references program.course_version,
  check ((done_at is null) = (completion is null) and (done_at is null) = (done_on is null))
);
create index assignment_open on program.assignment (member, course) where done_at is null;

-- After too many attempts somebody sits down with the person, and it is tried once more.
create table program.attempt_release (
  id     uuid primary key,
  member uuid not null references program.member,
  course text not null,
  by     uuid,
  at     timestamptz not null,
  sealed bytea not null             -- why
);
create index release_of on program.attempt_release (member, course, at);

-- Security reminders [164.308(a)(5)(ii)(A)]: the text as it was sent, on which day, to how many; and who has read it.
create table program.reminder (
  id       uuid primary key,
  text_id  text,                    -- of the library; null: written here
  title    text not null,
  body     text not null,
  cite     text not null,
  sha256   bytea not null check (octet_length(sha256) = 32),
  sent_on  date not null,
  sent_at  timestamptz not null,
  by       uuid,
  audience integer not null
);
create index reminder_sent on program.reminder (sent_on);
create table program.reminder_read (
  reminder uuid not null references program.reminder,
  member   uuid not null references program.member,
  at       timestamptz not null,
  primary key (reminder, member)
);

grant select, insert on program.course_version, program.attempt, program.completion, program.assignment, program.attempt_release,
  program.reminder, program.reminder_read to part164_app;
grant update (ended_at) on program.course_version to part164_app;
grant update (ended_at, submitted_at, score, passed, sealed) on program.attempt to part164_app;
grant update (done_on, done_at, completion) on program.assignment to part164_app;
call program.protect('program.course_version');
call program.protect('program.attempt');
call program.protect('program.completion');
call program.protect('program.assignment');
call program.protect('program.attempt_release');
call program.protect('program.reminder');
call program.protect('program.reminder_read');
