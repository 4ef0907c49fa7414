-- How a notice went out: the Department's form asks whether a substitute was needed [164.404(d)(2), 164.408].
alter table program.notice_sent add column method text;
