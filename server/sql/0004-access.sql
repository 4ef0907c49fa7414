-- Who may come in, and how they show that it is they.
create schema access;
grant usage on schema access to part164_app;

create table access.user (
  id              uuid primary key,
  name            text not null,
  email           text not null,
  password        text,          -- Argon2id in PHC form
  password_set_at timestamptz,
  totp            bytea,         -- sealed secret
  totp_step       bigint,        -- the last time step accepted: a code works once
  created_at      timestamptz not null,
  ended_at        timestamptz
);
-- One person an address among those who may come in. Whoever was ended keeps id, address and entries; the address is free again.
create unique index user_email on access.user (lower(email)) where ended_at is null;

create table access.user_role (
  "user"     uuid not null references access.user,
  role       text not null,
  granted_at timestamptz not null,
  granted_by uuid,
  primary key ("user", role)
);

create table access.recovery_code (
  "user"  uuid not null references access.user,
  hash    bytea not null,
  used_at timestamptz,
  primary key ("user", hash)
);

-- One-time links: the installation's set-up ("user" is null) and each person's enrolment.
create table access.invitation (
  token_hash bytea primary key,
  "user"     uuid references access.user,
  totp       bytea,              -- sealed secret, shown until the enrolment is finished
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table access.session (
  id          uuid primary key,
  token_hash  bytea not null unique,
  "user"      uuid not null references access.user,
  tenant      uuid references part164.tenant,
  factor      text not null,
  address     text,
  agent       text,
  started_at  timestamptz not null,
  seen_at     timestamptz not null,
  ended_at    timestamptz,
  end_reason  text,
  ended_other uuid               -- the session that this sign-in ended
);
create unique index session_one_per_person on access.session ("user") where ended_at is null;

-- The step between password and second factor.
create table access.sign_in_ticket (
  token_hash bytea primary key,
  "user"     uuid not null references access.user,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table access.client (
  id           uuid primary key,
  name         text not null,
  tenant       uuid not null references part164.tenant,
  secret_hash  bytea not null,
  scopes       text[] not null,
  purposes     text[] not null,
  created_at   timestamptz not null,
  created_by   uuid,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

create table access.client_token (
  token_hash bytea primary key,
  client     uuid not null references access.client,
  scopes     text[] not null,
  expires_at timestamptz not null
);

-- Attempts are counted before they are looked at, in one statement, so that parallel guesses cannot race the count.
create table access.attempt (
  subject      bytea primary key, -- hash of what is being guessed at
  failures     integer not null,
  window_since timestamptz not null,
  locked_until timestamptz        -- set where the wait grows with each failure; such a count is never swept away
);

create table access.idempotency (
  actor        uuid not null,
  tenant       uuid not null,
  operation    text not null,
  key          bytea not null check (octet_length(key) = 16),          -- keyed terms: what an application writes into a key,
  request_hash bytea not null check (octet_length(request_hash) = 16), -- and what it sent, may be PHI that a plain hash lets one guess
  event        uuid not null,
  answer       bytea not null,    -- sealed
  at           timestamptz not null,
  primary key (actor, tenant, operation, key)
);
create index idempotency_at on access.idempotency (at);

grant select, insert, update on all tables in schema access to part164_app;
grant delete on access.user_role, access.recovery_code, access.client_token, access.sign_in_ticket, access.idempotency, access.attempt to part164_app;
