-- One request by its id, for the page that shows it.
CREATE INDEX request_id ON api.request (account_id, request_id);
