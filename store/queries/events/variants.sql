-- Which whole sequences of types do persons have, and how many persons each?
-- $kinds  see events/sequence.sql
-- $bits, $per_word  bits of a type's number, and how many such numbers a whole number of 63 bits
--                   holds: sequences are told apart by four such numbers (some 2.5 times faster
--                   than by text), only those longer than these hold by text
-- steps: how long the sequence is. word_1 ... word_4: the types' numbers in event_types.sql, the
-- first in the lowest bits; path: four digits a step instead, where it is too long for them.
-- people with the sum of their record keys
WITH {include events/sequence},

placed AS (
    SELECT
        person_number,
        record_key,
        type_number,
        row_number() OVER (PARTITION BY person_number ORDER BY place) - 1 AS position
    FROM sequence
),

packed AS (
    SELECT
        person_number,
        min(record_key) AS record_key,
        count(*) AS steps,
        sum(CASE WHEN position < $per_word
            THEN type_number::BIGINT << ($bits * position) ELSE 0 END)::BIGINT AS word_1,
        sum(CASE WHEN position >= $per_word AND position < 2 * $per_word
            THEN type_number::BIGINT << ($bits * (position - $per_word))
            ELSE 0 END)::BIGINT AS word_2,
        sum(CASE WHEN position >= 2 * $per_word AND position < 3 * $per_word
            THEN type_number::BIGINT << ($bits * (position - 2 * $per_word))
            ELSE 0 END)::BIGINT AS word_3,
        sum(CASE WHEN position >= 3 * $per_word AND position < 4 * $per_word
            THEN type_number::BIGINT << ($bits * (position - 3 * $per_word))
            ELSE 0 END)::BIGINT AS word_4
    FROM placed
    GROUP BY person_number
),

long_sequence AS (
    SELECT
        packed.person_number,
        min(packed.record_key) AS record_key,
        min(packed.steps) AS steps,
        string_agg(
            lpad(sequence.type_number::VARCHAR, 4, '0'), '' ORDER BY sequence.place
        ) AS path
    FROM packed
    JOIN sequence USING (person_number)
    WHERE packed.steps > 4 * $per_word
    GROUP BY packed.person_number
)

SELECT
    steps,
    word_1,
    word_2,
    word_3,
    word_4,
    NULL AS path,
    count(*) AS people,
    sum(record_key) AS people_key
FROM packed
WHERE steps <= 4 * $per_word
GROUP BY steps, word_1, word_2, word_3, word_4
UNION ALL
SELECT steps, 0, 0, 0, 0, path, count(*), sum(record_key)
FROM long_sequence
GROUP BY steps, path
ORDER BY people DESC, steps, word_1, word_2, word_3, word_4, path
