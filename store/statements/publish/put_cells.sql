-- The rounded cells (`incoming`), with empty keys.
-- {columns}  the dimensions that are published
CREATE TABLE cell AS
SELECT outcome::VARCHAR AS outcome, year::SMALLINT AS year, {columns}, people::BIGINT AS people,
       NULL::BIGINT AS people_key, cases::BIGINT AS cases, NULL::BIGINT AS cases_key
FROM incoming
ORDER BY outcome, year
