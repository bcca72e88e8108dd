-- How many persons and events are in the sequences?
-- $kinds  see events/sequence.sql
SELECT
    count(*) AS people,
    coalesce(sum(record_key), 0) AS people_key,
    coalesce(sum(events), 0) AS events
FROM (
    SELECT person_number, min(record_key) AS record_key, count(*) AS events
    FROM event
    WHERE kind::VARCHAR IN (SELECT unnest($kinds::VARCHAR[])) OR len($kinds::VARCHAR[]) = 0
    GROUP BY person_number
) AS of_person
