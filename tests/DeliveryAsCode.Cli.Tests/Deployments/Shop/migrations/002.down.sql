begin;
alter table orders drop column voucher;
commit;
