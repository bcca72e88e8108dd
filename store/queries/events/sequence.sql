-- Every person's events in order of time, of the same time in the order of the file (event.place).
-- First of the steps of events/transitions.sql, events/transition_people.sql and events/variants.sql.
-- $kinds  list of kinds; empty: all    {place}  event.place, or what makes it in an older store
chosen AS (
    SELECT kind, type, dense_rank() OVER (ORDER BY type::VARCHAR) AS type_number
    FROM (SELECT DISTINCT kind, type FROM event) AS known
    WHERE kind::VARCHAR IN (SELECT unnest($kinds::VARCHAR[])) OR len($kinds::VARCHAR[]) = 0
),

sequence AS (
    SELECT
        event.person_number,
        event.record_key,
        chosen.type_number::SMALLINT AS type_number,
        {place} AS place
    FROM event
    JOIN chosen USING (kind, type)
)
