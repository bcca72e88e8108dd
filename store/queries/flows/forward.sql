-- What happened to those who got a first event, and how soon? A row per group, length of time and
-- whether the outcome came (else: until when it can be seen).
--   $firsts, $outcomes     lists of types; the outcome is the first one that starts after, or with,
--                          the first event
--   $from_date, $to_date   when the person's first event of such a type starts, both inclusive
--   $days_a_step           time is counted in steps of so many days (1: days)
--   $narrowed              true: only people who meet the conditions in the year of the first event
--   {where}                those conditions, each a single category of a dimension
-- {by,}  the dimension that they are compared by, or nothing
-- people: counts with the sum of their record keys
WITH first_event AS (
    SELECT person_number, person_id, record_key, start_date, start_time, row_number
    FROM (
        SELECT
            person_number, person_id, record_key, start_date, start_time, row_number,
            row_number() OVER (PARTITION BY person_number ORDER BY start_time, row_number)
                AS place
        FROM event
        WHERE type::VARCHAR IN (SELECT unnest($firsts::VARCHAR[]))
    ) AS in_order
    WHERE place = 1 AND start_date BETWEEN $from_date AND $to_date
),

last_seen AS (
    SELECT min(last_date) AS last_date
    FROM observed_period
    WHERE kind IN (
        SELECT DISTINCT kind::VARCHAR FROM event
        WHERE type::VARCHAR IN (SELECT unnest($outcomes::VARCHAR[]))
    )
),

came AS (
    SELECT first_event.person_number, min(event.start_date) AS outcome_date
    FROM first_event
    JOIN event USING (person_number)
    WHERE
        event.type::VARCHAR IN (SELECT unnest($outcomes::VARCHAR[]))
        AND (event.start_time > first_event.start_time
            OR (event.start_time = first_event.start_time
                AND event.row_number <> first_event.row_number))
    GROUP BY first_event.person_number
),

background AS (
    SELECT person_id, year, {by,}true AS is_met
    FROM person_year
    WHERE true{where}
),

followed AS (
    SELECT
        first_event.person_id,
        first_event.record_key,
        extract(year FROM first_event.start_date) AS year,
        came.outcome_date IS NOT NULL AS has_outcome,
        coalesce(came.outcome_date, last_seen.last_date) - first_event.start_date AS days
    FROM first_event
    CROSS JOIN last_seen
    LEFT JOIN came USING (person_number)
)

SELECT
    {by,}
    followed.has_outcome,
    CAST(floor(followed.days / $days_a_step) AS INTEGER) AS step,
    count(*) AS people,
    sum(followed.record_key) AS people_key
FROM followed
LEFT JOIN background USING (person_id, year)
WHERE followed.days >= 0 AND (NOT $narrowed OR background.is_met)
GROUP BY {by,}followed.has_outcome, CAST(floor(followed.days / $days_a_step) AS INTEGER)
ORDER BY {by,}step, has_outcome
