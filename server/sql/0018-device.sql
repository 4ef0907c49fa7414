-- One device for each serial number: what an import finds again. The number itself is under seal with its device.
create table program.device_serial (
  serial_sha256 bytea primary key check (length(serial_sha256) = 32),
  device        uuid not null unique references program.submission
);
grant select, insert, update, delete on program.device_serial to part164_app;
call program.protect('program.device_serial');
