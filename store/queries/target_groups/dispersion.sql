-- How much more do counts vary than if every person-year were a person of its own?
-- The same person tends to have the same outcome year after year: the squared sum of each person's
-- deviations over the variance that independent years would have. 1 where each person is one row.
-- {outcome}  column asked for   {by,}  standardising dimensions
-- $first_year, $last_year  inclusive
WITH asked AS (
    SELECT person_id, {outcome}::INTEGER AS happened,
           avg({outcome}::INTEGER) OVER (PARTITION BY {by,} year) AS expected
    FROM person_year
    WHERE {outcome} IS NOT NULL AND year BETWEEN $first_year AND $last_year
),
person AS (
    SELECT sum(happened - expected) AS deviation, sum(expected * (1 - expected)) AS variance
    FROM asked
    GROUP BY person_id
)
SELECT sum(deviation * deviation) / nullif(sum(variance), 0) AS dispersion
FROM person
