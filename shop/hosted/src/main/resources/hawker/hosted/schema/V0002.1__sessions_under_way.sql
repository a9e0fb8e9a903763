-- Sessions of a link that have a place of it: what a limited link counts before a card is asked.
create index session_under_way on hosted.session (account_id, (body ->> 'payment_link'))
    where state in ('paying', 'action');
