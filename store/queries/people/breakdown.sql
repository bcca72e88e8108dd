-- People and cases of one outcome in every year, by the dimensions asked for.
-- $outcome  name of an outcome, or 'people' for everyone    {by,}  dimensions, comma behind each
-- {where}   further conditions, each a single category of a dimension
SELECT year, {by,}
       sum(people)::BIGINT AS people, sum(people_key)::BIGINT AS people_key,
       sum(cases)::BIGINT AS cases, sum(cases_key)::BIGINT AS cases_key
FROM cell
WHERE outcome = $outcome{where}
GROUP BY ALL
ORDER BY ALL
