-- What came next, after a first event, and after how many days from its start? A row per type that
-- came next (NULL: nothing so far) and number of days.
-- $firsts, $from_date, $to_date  as in flows/forward.sql
-- $narrowed, {where}  only people who meet the conditions in the year of the first event
-- $listed  types that count as something; empty: all but the first events' own
-- people: counts with the sum of their record keys
WITH first_event AS (
    SELECT person_number, record_key, start_date, start_time, row_number
    FROM (
        SELECT
            person_number, person_id, record_key, start_date, start_time, row_number,
            row_number() OVER (PARTITION BY person_number ORDER BY start_time, row_number)
                AS place
        FROM event
        WHERE type::VARCHAR IN (SELECT unnest($firsts::VARCHAR[]))
    ) AS in_order
    WHERE
        place = 1 AND start_date BETWEEN $from_date AND $to_date
        AND (NOT $narrowed OR EXISTS (
            SELECT 1 FROM person_year
            WHERE
                person_year.person_id = in_order.person_id
                AND person_year.year = extract(year FROM in_order.start_date){where}
        ))
),

later AS (
    SELECT
        first_event.person_number,
        event.type::VARCHAR AS type,
        event.start_date - first_event.start_date AS days,
        row_number() OVER (
            PARTITION BY first_event.person_number ORDER BY event.start_time, event.row_number
        ) AS place
    FROM first_event
    JOIN event USING (person_number)
    WHERE
        (event.start_time > first_event.start_time
            OR (event.start_time = first_event.start_time
                AND event.row_number <> first_event.row_number))
        AND (event.type::VARCHAR IN (SELECT unnest($listed::VARCHAR[]))
            OR (len($listed::VARCHAR[]) = 0
                AND event.type::VARCHAR NOT IN (SELECT unnest($firsts::VARCHAR[]))))
)

SELECT
    later.type,
    later.days,
    count(*) AS people,
    sum(first_event.record_key) AS people_key
FROM first_event
LEFT JOIN later ON first_event.person_number = later.person_number AND later.place = 1
GROUP BY later.type, later.days
ORDER BY later.type, later.days
