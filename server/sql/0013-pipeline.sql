-- An application of the organization itself, such as a pipeline that asks whether a change is approved, has no tenant, and opens no records.
alter table access.client
  alter column tenant drop not null,
  add constraint client_without_tenant check (tenant is not null or (purposes = '{}' and array_to_string(scopes, ' ') not like '%system/%'));
