-- As events/transitions.sql, with how many persons made each transition: what the threshold is for.
-- $kinds  see events/sequence.sql. n, people: counts, each with the sum of their record keys
WITH {include events/sequence},

followed AS (
    SELECT
        person_number,
        record_key,
        type_number,
        lead(type_number) OVER (
            PARTITION BY person_number ORDER BY place
        ) AS next_number
    FROM sequence
),

of_person AS (
    SELECT person_number, min(record_key) AS record_key, type_number, next_number, count(*) AS n
    FROM followed
    WHERE next_number IS NOT NULL
    GROUP BY person_number, type_number, next_number
)

SELECT
    type_number AS from_number,
    next_number AS to_number,
    sum(n) AS n,
    sum(n * record_key) AS n_key,
    count(*) AS people,
    sum(record_key) AS people_key
FROM of_person
GROUP BY type_number, next_number
ORDER BY n DESC, from_number, to_number
