-- For which example study an account was made: it goes with it.
alter table accounts add column example_of text references studies (id);

create index accounts_by_example on accounts (example_of);
