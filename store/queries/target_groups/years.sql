-- Counts of one outcome by year, to see what a question about target groups may ask for.
-- $outcome  name of an outcome
SELECT year, sum(people)::BIGINT AS people, sum(cases)::BIGINT AS cases
FROM cell
WHERE outcome = $outcome
GROUP BY year
ORDER BY year
