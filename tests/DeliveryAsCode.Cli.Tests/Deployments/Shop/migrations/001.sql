begin;
create table vouchers (code text primary key, percent integer not null check (percent between 1 and 100));
commit;
