-- Where before the outcome did some get support and others on the same path not? A row for every
-- path, every step of it between the ends, whether there was support during it (1 or 0), and days.
-- Parameters: see flows/base.sql. ordinal: 1 is the first step after the origin; the path so far is
-- the first 4 * (ordinal + 1) digits. flows: at this step, with the sum of their record keys.
-- days_before: from the step's first day to the outcome. people, others_people: the persons at this
-- step of the path, and all with the same path so far, with key sums; the same in each of its rows.
WITH {include flows/base},

element AS (
    SELECT
        flow.person_number,
        flow.position,
        step.position AS step_position,
        0 AS is_state,
        step.reach + 1 AS first_day
    FROM flow
    JOIN step
        ON flow.person_number = step.person_number
        AND flow.origins_before = step.origins_before
        AND step.position <= flow.position
    WHERE step.start_date - step.reach > $gap_days
    UNION ALL
    SELECT flow.person_number, flow.position, step.position, 1, step.start_date
    FROM flow
    JOIN step
        ON flow.person_number = step.person_number
        AND flow.origins_before = step.origins_before
        AND step.position < flow.position
    WHERE
        step.follows_origin
        OR step.state_number <> step.previous_state
        OR step.start_date - step.reach > $gap_days
),

placed AS (
    SELECT
        element.person_number,
        element.position,
        element.first_day,
        row_number() OVER flow_order AS ordinal,
        lead(element.first_day) OVER flow_order AS next_first_day
    FROM element
    WINDOW flow_order AS (
        PARTITION BY element.person_number, element.position
        ORDER BY element.step_position, element.is_state
    )
),

point AS (
    SELECT
        placed.person_number,
        placed.position,
        placed.ordinal,
        flow.path,
        flow.record_key,
        flow.outcome_start,
        placed.first_day,
        least(coalesce(placed.next_first_day, flow.outcome_start), flow.outcome_start) AS until
    FROM placed
    JOIN flow USING (person_number, position)
),

point_support AS (
    SELECT DISTINCT point.person_number, point.position, point.ordinal
    FROM point
    JOIN event ON point.person_number = event.person_number
    JOIN vocabulary ON event.kind = vocabulary.kind AND event.type = vocabulary.type
    WHERE
        vocabulary.is_support
        AND event.start_date < point.until
        AND coalesce(event.end_date, DATE '9999-12-31') >= point.first_day
),

seen AS (
    SELECT
        point.path,
        substring(point.path, 1, 4 * (point.ordinal + 1)) AS so_far,
        point.ordinal,
        point.person_number,
        point.record_key,
        point.outcome_start - point.first_day AS days_before,
        CASE WHEN point_support.person_number IS NULL THEN 0 ELSE 1 END AS is_supported
    FROM point
    LEFT JOIN point_support USING (person_number, position, ordinal)
    WHERE point.first_day < point.until
),

step_people AS (
    SELECT path, ordinal, count(*) AS people, sum(record_key) AS people_key
    FROM (SELECT DISTINCT path, ordinal, person_number, record_key FROM seen) AS there
    GROUP BY path, ordinal
),

so_far_people AS (
    SELECT so_far, count(*) AS others_people, sum(record_key) AS others_people_key
    FROM (SELECT DISTINCT so_far, person_number, record_key FROM seen) AS there
    GROUP BY so_far
),

by_day AS (
    SELECT
        path,
        so_far,
        ordinal,
        is_supported,
        days_before,
        count(*) AS flows,
        sum(record_key) AS flows_key
    FROM seen
    GROUP BY path, so_far, ordinal, is_supported, days_before
)

SELECT
    by_day.path,
    by_day.ordinal,
    by_day.is_supported,
    by_day.days_before,
    by_day.flows,
    by_day.flows_key,
    step_people.people,
    step_people.people_key,
    so_far_people.others_people,
    so_far_people.others_people_key
FROM by_day
JOIN step_people USING (path, ordinal)
JOIN so_far_people USING (so_far)
ORDER BY by_day.path, by_day.ordinal, by_day.is_supported, by_day.days_before
