-- How many outcomes are behind the paths, and what is there to know about them? A row a measure.
-- Parameters: see flow_base.sql. n: episodes of the outcome, with the sum of their record keys.
--   outcomes       all in the period; out_of_sight: without an origin, but the look-back reaches to
--                  before the data begins, so there may have been one
--   followed       with an origin, the flows; all below are of these
--   followed_people  the persons behind them
--   truncated      the origin began before the data
--   overlapping    two states ran at the same time, a day of moving apart; the later start won
--   open_origin, open_outcome   without an end date
--   not_in_people  persons whom no delivery of people names
WITH {include flow_base},

noted AS (
    SELECT
        outcome.person_number,
        outcome.record_key,
        outcome.end_date = DATE '9999-12-31' AS is_open,
        answered.person_number IS NOT NULL AS is_followed,
        -- Nothing was found, but the look-back reaches to before the data begins.
        answered.person_number IS NULL AND (
            $window_days IS NULL
            OR outcome.start_date - $window_days::INTEGER
            < (SELECT min(first_date) FROM observed_period)
        ) AS is_out_of_sight,
        coalesce(answered.is_truncated, false) AS is_truncated,
        coalesce(answered.has_overlap, false) AS has_overlap,
        coalesce(answered.origin_end = DATE '9999-12-31', false) AS has_open_origin,
        row_number() OVER (
            PARTITION BY outcome.person_number, answered.person_number IS NOT NULL
            ORDER BY outcome.position
        ) = 1 AS is_first_of_person
    FROM outcome
    LEFT JOIN answered USING (person_number, position)
)

SELECT 'outcomes' AS measure, count(*) AS n, coalesce(sum(record_key), 0) AS n_key FROM noted
UNION ALL
SELECT 'followed', count(*), coalesce(sum(record_key), 0) FROM noted WHERE is_followed
UNION ALL
SELECT 'followed_people', count(*), coalesce(sum(record_key), 0)
FROM noted WHERE is_followed AND is_first_of_person
UNION ALL
SELECT 'out_of_sight', count(*), coalesce(sum(record_key), 0) FROM noted WHERE is_out_of_sight
UNION ALL
SELECT 'truncated', count(*), coalesce(sum(record_key), 0) FROM noted WHERE is_truncated
UNION ALL
SELECT 'overlapping', count(*), coalesce(sum(record_key), 0) FROM noted WHERE has_overlap
UNION ALL
SELECT 'open_outcome', count(*), coalesce(sum(record_key), 0) FROM noted WHERE is_followed AND is_open
UNION ALL
SELECT 'open_origin', count(*), coalesce(sum(record_key), 0) FROM noted WHERE has_open_origin
UNION ALL
SELECT 'not_in_people', count(*), coalesce(sum(record_key), 0)
FROM noted
WHERE is_followed AND person_number NOT IN (
    SELECT event.person_number FROM event JOIN person_year USING (person_id)
)
