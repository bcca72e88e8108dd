-- Who are they who got to the outcome, by one dimension?
-- {by}  the dimension. Parameters: see flow_base.sql, and
--   $paths  paths as flow_paths.sql writes them; empty: all
-- who: flow (persons behind the paths), supported, unsupported (of them). A person counts once
-- a year in which the outcome began. people with the sum of their record keys.
WITH {include flow_base},

person AS (
    SELECT DISTINCT event.person_number, event.person_id
    FROM event
    WHERE event.person_number IN (SELECT person_number FROM flow)
),

described AS (
    SELECT DISTINCT
        person_year.person_id,
        person_year.record_key,
        person_year.year,
        answered.is_supported,
        person_year.value
    FROM answered
    JOIN person USING (person_number)
    JOIN (SELECT person_id, record_key, year, {by} AS value FROM person_year) AS person_year
        ON person.person_id = person_year.person_id
        AND extract(year FROM answered.outcome_start) = person_year.year
    WHERE
        answered.path IN (SELECT unnest($paths::VARCHAR[]))
        OR len($paths::VARCHAR[]) = 0
)

SELECT 'flow' AS who, value::VARCHAR AS value, count(*) AS people, sum(record_key) AS people_key
FROM (SELECT DISTINCT person_id, record_key, year, value FROM described) AS once
GROUP BY value
UNION ALL
SELECT
    CASE WHEN is_supported THEN 'supported' ELSE 'unsupported' END,
    value::VARCHAR, count(*), sum(record_key)
FROM described
WHERE is_supported IS NOT NULL
GROUP BY is_supported, value
