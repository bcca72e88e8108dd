-- Which whole sequences of types do persons have, and how many persons each?
-- $kinds  see flow_sequence.sql
-- $bits, $per_word  bits of a type's number, and how many such numbers a whole number of 63 bits
--                   holds: sequences are told apart by four such numbers (some 2.5 times faster
--                   than by text), only those longer than these hold by text
-- path: four digits a step, the type's number in event_types.sql. people with the sum of their keys
WITH {include flow_sequence},

placed AS (
    SELECT
        person_number,
        record_key,
        type_number,
        row_number() OVER (PARTITION BY person_number ORDER BY place) - 1
            AS position
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
        string_agg(
            lpad(sequence.type_number::VARCHAR, 4, '0'), '' ORDER BY sequence.place
        ) AS path
    FROM packed
    JOIN sequence USING (person_number)
    WHERE packed.steps > 4 * $per_word
    GROUP BY packed.person_number
),

variant AS (
    SELECT
        count(*) AS people,
        sum(record_key) AS people_key,
        min(person_number) AS example
    FROM packed
    WHERE steps <= 4 * $per_word
    GROUP BY steps, word_1, word_2, word_3, word_4
    UNION ALL
    SELECT count(*), sum(record_key), min(person_number)
    FROM long_sequence
    GROUP BY path
)

SELECT
    string_agg(
        lpad(sequence.type_number::VARCHAR, 4, '0'), '' ORDER BY sequence.place
    ) AS path,
    variant.people,
    variant.people_key
FROM variant
JOIN sequence ON variant.example = sequence.person_number
GROUP BY variant.example, variant.people, variant.people_key
ORDER BY variant.people DESC, path
