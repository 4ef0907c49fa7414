-- Why an analysis that was finished was sent back, by whom and when: the last time that it was.
alter table program.risk_analysis
  add column returned_by  uuid,
  add column returned_at  timestamptz,
  add column returned_why uuid references program.risk_reason,
  add check ((returned_at is null) = (returned_why is null));
