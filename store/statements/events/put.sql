-- Events (`incoming`); their people are numbered once all are in (events/number_people.sql).
-- {unit}  the delivered unit as text, or NULL    $load_id  the load that they came with
-- $secret  see people/record_key.sql
INSERT INTO event
SELECT person_id, kind, type, {unit}, start_date, end_date, start_time, row_number,
       {include people/record_key}, NULL, NULL, $load_id
FROM incoming
