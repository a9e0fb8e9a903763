-- What a request was answered: JSON, secrets starred out; cut off when long, none when the API was busy.
ALTER TABLE api.request ADD COLUMN response text;
