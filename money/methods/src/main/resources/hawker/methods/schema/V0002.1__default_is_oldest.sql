-- The default configuration was named like the account; such a name sorts among those made by time
-- at random. One that begins with 0 sorts below them.
update methods.configuration
set configuration_id = 'pmc_0' || substr(configuration_id, 6),
    body = replace(body, configuration_id, 'pmc_0' || substr(configuration_id, 6))
where body like '%"is_default":true%' and configuration_id like 'pmc\_1%';
