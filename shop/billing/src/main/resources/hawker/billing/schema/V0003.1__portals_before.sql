-- What an older program kept of the portal here, until the portal's room has taken it: nearly always nothing.
create index document_of_portals on billing.document (account_id)
    where kind in ('billing_portal.configuration', 'billing_portal.session') and not deleted;
