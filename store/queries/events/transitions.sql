-- How often does one type of event follow directly on another in a person's sequence?
-- $kinds  see events/sequence.sql. n: transitions, with the sum of their record keys
WITH {include events/sequence}

SELECT
    type_number AS from_number,
    next_number AS to_number,
    count(*) AS n,
    sum(record_key) AS n_key
FROM (
    SELECT
        record_key,
        type_number,
        lead(type_number) OVER (
            PARTITION BY person_number ORDER BY place
        ) AS next_number
    FROM sequence
) AS followed
WHERE next_number IS NOT NULL
GROUP BY type_number, next_number
ORDER BY n DESC, from_number, to_number
