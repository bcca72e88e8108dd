-- The finest cells of one outcome, for the finder: exact counts, which never leave unprotected.
-- $outcome  name of an outcome      $first_year, $last_year  inclusive     {by,}  dimensions
SELECT year, {by,} sum(people)::DOUBLE AS people, sum(cases)::DOUBLE AS cases,
       sum(people_key)::BIGINT AS people_key, sum(cases_key)::BIGINT AS cases_key
FROM cell
WHERE outcome = $outcome AND year BETWEEN $first_year AND $last_year
GROUP BY ALL
