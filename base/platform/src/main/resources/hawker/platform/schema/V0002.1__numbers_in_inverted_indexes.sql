-- An inverted index may begin with the account. Part of PostgreSQL, and trusted: who may create in a database may create it.
create extension if not exists btree_gin schema platform;
