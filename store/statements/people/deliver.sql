-- A delivery of people (`incoming`) as it will lie in the store, in a table for the time being.
-- {columns}  its dimensions and outcomes, comma behind each    $load_id  the load
-- $secret  see people/record_key.sql
CREATE OR REPLACE TEMP TABLE delivered AS
SELECT person_id::VARCHAR AS person_id, year::SMALLINT AS year, {columns}
       {include people/record_key} AS record_key, $load_id::INTEGER AS load_id
FROM incoming
