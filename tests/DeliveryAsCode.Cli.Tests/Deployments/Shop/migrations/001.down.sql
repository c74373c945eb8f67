begin;
drop table vouchers;
commit;
