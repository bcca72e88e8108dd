-- Everyone of some ages in some years, by one dimension: what those behind a flow stand beside.
-- {by}, {age}  the dimension, and the dimension of age
-- $ages        age groups; empty: all       $first_year, $last_year  inclusive
SELECT {by}::VARCHAR AS value, sum(people)::BIGINT AS people
FROM cell
WHERE
    outcome = 'people' AND year BETWEEN $first_year AND $last_year
    AND ({age}::VARCHAR IN (SELECT unnest($ages::VARCHAR[])) OR len($ages::VARCHAR[]) = 0)
GROUP BY ALL
