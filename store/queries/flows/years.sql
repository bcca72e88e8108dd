-- Are they the same individuals from year to year? A row per year and measure.
--   $types  the types that make the state
--   $years  list of calendar years; a person is in the state in a year that an event touches
-- measure: there; stayed (also the year before), new (never before), returned (before, not the year
-- before), left (there the year before, not now); ago_1, ago_2, ago_3 (there so many years ago);
-- row_1, row_2, row_3 (there for so many years in a row, 3 or more)
-- people: counts with the sum of their record keys
WITH there AS (
    SELECT DISTINCT event.person_number, event.record_key, asked.year
    FROM event
    JOIN (SELECT unnest($years::INTEGER[]) AS year) AS asked
        ON extract(year FROM event.start_date) <= asked.year
        AND (event.end_date IS NULL OR extract(year FROM event.end_date) >= asked.year)
    WHERE event.type::VARCHAR IN (SELECT unnest($types::VARCHAR[]))
),

placed AS (
    SELECT
        person_number,
        record_key,
        year,
        lag(year) OVER of_person AS year_before,
        lead(year) OVER of_person AS year_after,
        year - row_number() OVER of_person AS run
    FROM there
    WINDOW of_person AS (PARTITION BY person_number ORDER BY year)
),

counted AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY person_number, run ORDER BY year) AS years_in_row
    FROM placed
)

SELECT year, 'there' AS measure, count(*) AS people, sum(record_key) AS people_key
FROM counted
GROUP BY year
UNION ALL
SELECT
    year,
    CASE WHEN year_before IS NULL THEN 'new'
        WHEN year_before = year - 1 THEN 'stayed'
        ELSE 'returned' END,
    count(*),
    sum(record_key)
FROM counted
GROUP BY 1, 2
UNION ALL
SELECT year + 1, 'left', count(*), sum(record_key)
FROM counted
WHERE
    (year_after IS NULL OR year_after > year + 1)
    AND year < (SELECT max(year) FROM (SELECT unnest($years::INTEGER[]) AS year) AS asked)
GROUP BY year
UNION ALL
SELECT
    counted.year,
    'ago_' || (counted.year - earlier.year)::VARCHAR,
    count(*),
    sum(counted.record_key)
FROM counted
JOIN there AS earlier
    ON counted.person_number = earlier.person_number
    AND counted.year - earlier.year BETWEEN 1 AND 3
GROUP BY counted.year, earlier.year
UNION ALL
SELECT
    year,
    'row_' || least(years_in_row, 3)::VARCHAR,
    count(*),
    sum(record_key)
FROM counted
GROUP BY year, least(years_in_row, 3)
ORDER BY 1, 2
