-- Links by which a merchant agrees to Apple's terms; the id of such a row is the right to answer.
alter table terminal.thing drop constraint thing_kind_check;
alter table terminal.thing add constraint thing_kind_check
    check (kind in ('location', 'configuration', 'reader', 'onboarding'));
