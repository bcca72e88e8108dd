-- Those asked about one outcome, in their finest cells by year, with the sums of record keys.
-- {outcome}  its name as a text    {by}  dimensions, comma behind each
-- {parents}  coarser levels, comma behind each    {joins}  the tables of parents
-- {case}     who has the outcome    {asked}  who was asked
SELECT {outcome}::cell_outcome AS outcome, year, {by}{parents}people, people_key, cases, cases_key
FROM (
    SELECT year, {by}count(*) AS people, sum(record_key)::BIGINT AS people_key,
           count(*) FILTER ({case}) AS cases,
           coalesce(sum(record_key) FILTER ({case}), 0)::BIGINT AS cases_key
    FROM person_year
    WHERE {asked}
    GROUP BY ALL
) AS finest{joins}
ORDER BY year
