-- +goose Up
GRANT SELECT ON ALL TABLES IN SCHEMA sales TO reporting;
GRANT GRANT ANY ROLE TO reporting;
--    ^^^^^^^^^^^^^^ error[privilege-escalation]: user "reporting" can give anybody any role

-- +goose Down
GRANT MANAGE GRANTS ON ACCOUNT TO reporting;
