-- How many outcomes are behind the paths, and what is there to know about them? A row a measure.
-- Parameters: see flows/base.sql. n: episodes of the outcome, people: the persons behind them, each
-- with the sum of their record keys.
--   outcomes       all in the period; out_of_sight: without an origin, but the look-back reaches to
--                  before the data begins, so there may have been one
--   followed       with an origin, the flows; all below are of these
--   asked          had time for support between
--   truncated      the origin began before the data
--   overlapping    two states ran at the same time, a day of moving apart; the later start won
--   open_origin, open_outcome   without an end date
--   not_in_people  persons whom no delivery of people names
WITH {include flows/base},

noted AS (
    SELECT
        outcome.person_number,
        outcome.record_key,
        outcome.end_date = DATE '9999-12-31' AS is_open,
        answered.person_number IS NOT NULL AS is_followed,
        answered.is_supported IS NOT NULL AS is_asked,
        -- Nothing was found, but the look-back reaches to before the data begins.
        answered.person_number IS NULL AND (
            $window_days IS NULL
            OR outcome.start_date - $window_days::INTEGER
            < (SELECT min(first_date) FROM observed_period)
        ) AS is_out_of_sight,
        coalesce(answered.is_truncated, false) AS is_truncated,
        coalesce(answered.has_overlap, false) AS has_overlap,
        coalesce(answered.origin_end = DATE '9999-12-31', false) AS has_open_origin
    FROM outcome
    LEFT JOIN answered USING (person_number, position)
),

measured AS (
    SELECT 'outcomes' AS measure, person_number, record_key FROM noted
    UNION ALL
    SELECT 'followed', person_number, record_key FROM noted WHERE is_followed
    UNION ALL
    SELECT 'asked', person_number, record_key FROM noted WHERE is_asked
    UNION ALL
    SELECT 'out_of_sight', person_number, record_key FROM noted WHERE is_out_of_sight
    UNION ALL
    SELECT 'truncated', person_number, record_key FROM noted WHERE is_truncated
    UNION ALL
    SELECT 'overlapping', person_number, record_key FROM noted WHERE has_overlap
    UNION ALL
    SELECT 'open_outcome', person_number, record_key FROM noted WHERE is_followed AND is_open
    UNION ALL
    SELECT 'open_origin', person_number, record_key FROM noted WHERE has_open_origin
    UNION ALL
    SELECT 'not_in_people', person_number, record_key
    FROM noted
    WHERE is_followed AND person_number NOT IN (
        SELECT event.person_number FROM event JOIN person_year USING (person_id)
    )
),

of_person AS (
    SELECT measure, person_number, min(record_key) AS record_key, count(*) AS n
    FROM measured
    GROUP BY measure, person_number
)

SELECT
    known.measure,
    coalesce(sum(of_person.n), 0) AS n,
    coalesce(sum(of_person.n * of_person.record_key), 0) AS n_key,
    count(of_person.person_number) AS people,
    coalesce(sum(of_person.record_key), 0) AS people_key
FROM (
    SELECT unnest([
        'outcomes', 'followed', 'asked', 'out_of_sight', 'truncated', 'overlapping',
        'open_outcome', 'open_origin', 'not_in_people'
    ]) AS measure
) AS known
LEFT JOIN of_person USING (measure)
GROUP BY known.measure
