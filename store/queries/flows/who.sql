-- Who are they who got to the outcome? A row per who and combination of the dimensions that occurs:
-- the flows are followed once, and each dimension by itself is the sum of rows.
-- {by}  the dimensions. Parameters: see flows/base.sql, and
--   $paths  paths as flows/paths.sql writes them; empty: all
-- who: flow (persons behind the paths), supported, unsupported (of them). A person counts once
-- a year in which the outcome began. people with the sum of their record keys.
WITH {include flows/base},

person AS (
    SELECT DISTINCT event.person_number, event.person_id
    FROM event
    WHERE event.person_number IN (SELECT person_number FROM flow)
),

described AS (
    SELECT DISTINCT
        person_year.person_id,
        person_year.year,
        answered.is_supported
    FROM answered
    JOIN person USING (person_number)
    JOIN person_year
        ON person.person_id = person_year.person_id
        AND extract(year FROM answered.outcome_start) = person_year.year
    WHERE
        answered.path IN (SELECT unnest($paths::VARCHAR[]))
        OR len($paths::VARCHAR[]) = 0
),

counted AS (
    SELECT DISTINCT 'flow' AS who, person_id, year FROM described
    UNION ALL
    SELECT CASE WHEN is_supported THEN 'supported' ELSE 'unsupported' END, person_id, year
    FROM described
    WHERE is_supported IS NOT NULL
)

SELECT who, {by,}count(*) AS people, sum(record_key) AS people_key
FROM counted
JOIN person_year USING (person_id, year)
GROUP BY ALL
