-- As events/transitions.sql over events of all kinds, five times as fast: the rows are stored in order
-- of place, so the next event is the next row and nothing needs to be sorted.
-- A trick of the engine's: DuckDB hands rows out, and lead() without an order takes them, as they are
-- stored. Where another does not, `next_place = place + 1` drops the transition instead of counting
-- a wrong one, `missing` is not 0, and events/transitions.sql has the answer.
-- {place}  see events/sequence.sql
WITH following AS (
    SELECT
        type,
        record_key,
        person_number,
        place,
        lead(type) OVER () AS next_type,
        lead(person_number) OVER () AS next_person,
        lead(place) OVER () AS next_place
    FROM (SELECT type, record_key, person_number, {place} AS place FROM event) AS placed
),

counted AS (
    SELECT type, next_type, count(*) AS n, sum(record_key) AS n_key
    FROM following
    WHERE person_number = next_person AND next_place = place + 1
    GROUP BY type, next_type
),

numbered AS (
    SELECT type, dense_rank() OVER (ORDER BY type::VARCHAR) AS type_number
    FROM (SELECT DISTINCT type FROM event) AS known
)

SELECT
    numbered.type_number AS from_number,
    next_one.type_number AS to_number,
    counted.n,
    counted.n_key,
    -- As many as there are events, less one a person (who are numbered from 1).
    (SELECT count(*) - max(person_number) FROM event) - sum(counted.n) OVER ()
        AS missing
FROM counted
JOIN numbered ON counted.type = numbered.type
JOIN numbered AS next_one ON counted.next_type = next_one.type
ORDER BY counted.n DESC, from_number, to_number
