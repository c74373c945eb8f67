begin;
alter table orders add column voucher text references vouchers (code);
create index ix_orders_voucher on orders (voucher);
commit;
