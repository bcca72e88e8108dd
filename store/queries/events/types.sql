-- Which types of events are there, how many, and how many never end?
-- $kinds  list of kinds; empty: all
SELECT
    kind::VARCHAR AS kind,
    type::VARCHAR AS type,
    dense_rank() OVER (ORDER BY type::VARCHAR) AS type_number,
    count(*) AS events,
    sum(CASE WHEN end_date IS NULL THEN 1 ELSE 0 END) AS open_events
FROM event
WHERE kind::VARCHAR IN (SELECT unnest($kinds::VARCHAR[])) OR len($kinds::VARCHAR[]) = 0
GROUP BY kind, type
ORDER BY type_number, kind
