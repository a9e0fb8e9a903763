-- Lists of charges by the group that ties them to transfers.
create index intent_by_transfer_group on payments.intent (account_id, ((terms::jsonb #>> '{notes,group}')))
    where terms like '%"group":"%';
create index charge_edit_by_transfer_group on payments.charge_edit (account_id, ((notes::jsonb ->> 'group')))
    where notes like '%"group":"%';
