-- The people of the events have whole numbers, and every event its place in their order.
CREATE OR REPLACE TABLE event AS
SELECT * REPLACE (
    dense_rank() OVER (ORDER BY person_id)::INTEGER AS person_number,
    row_number() OVER (ORDER BY person_id, start_time, row_number, kind, type)::INTEGER AS place
)
FROM event
