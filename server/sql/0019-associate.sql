-- From when until when a contract holds, in clear: whether PHI may pass is asked of days, whatever the sealed text says.
create table program.contract_term (
  contract     uuid primary key references program.submission,
  party        uuid not null references program.submission,
  covers_phi   boolean not null,                                  -- false: a data use agreement permits less
  in_force     boolean not null,                                  -- what its officials decided; days are compared beside it
  effective_on date not null,
  ends_on      date check (ends_on >= effective_on)               -- last day; null: until somebody ends it
);
create index contract_term_of on program.contract_term (party);
grant select, insert, update on program.contract_term to part164_app;
call program.protect('program.contract_term');

-- Whose PHI a tenant holds: a customer in the chain, or null for one's own.
alter table part164.tenant add column party uuid references program.submission;
grant update (party) on part164.tenant to part164_app;

-- Whether a contract with this party lets PHI pass on this day [164.502(e)(1)-(2), 164.308(b)].
create function program.may_pass(asked uuid, day date) returns boolean language sql stable as $$
  select exists (select from program.contract_term t
                  where t.party = asked and t.covers_phi and t.in_force and t.effective_on <= day and (t.ends_on is null or t.ends_on >= day))
$$;
