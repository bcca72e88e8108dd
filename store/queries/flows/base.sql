-- From events to flows: the named steps that every question about flows begins with, put in
-- front of the statements that include this file. What counts as what:
--   state     a type that $states lists or a merge names; where $states is empty, any type of a
--             kind that an outcome or origin belongs to
--   decision  one row of such a type; decisions at the same unit that adjoin are one episode
--   reach     until when anything has lasted so far: an earlier, longer episode fills a gap
--   flow      an outcome episode that starts in the period, with the latest origin before it
-- Parameters, the same in every statement that includes this:
--   $outcomes, $origins, $support, $states   lists of types
--   $merged_types, $merged_states   two lists of the same length: this type goes by that name
--   $gap_days         days under which two episodes adjoin (start minus reach; 0 is the same day)
--   $window_days      how far back the origin may have ended; NULL: any time
--   $from_date, $to_date            when the outcome starts, both inclusive
--   $join_types       true: decisions of the same type that adjoin are one episode even where
--                     the file does not name units
--   $narrowed         true: only people who meet the conditions in the year of the outcome
--   {where}           those conditions, each a single category of a dimension
-- A path is written as four digits a step: the state's number in the vocabulary, '0000' for a
-- time with nothing.
{include flows/vocabulary},

-- People with the asked background, and in which years.
background AS (
    SELECT DISTINCT event.person_number, met.year
    FROM (SELECT person_id, year FROM person_year WHERE $narrowed{where}) AS met
    JOIN event USING (person_id)
),

-- Nobody else can have a flow, so no one else's rows are read from here on.
asked AS (
    SELECT DISTINCT event.person_number
    FROM event
    JOIN vocabulary USING (kind, type)
    WHERE
        vocabulary.is_outcome AND event.start_date <= $to_date
        AND (NOT $narrowed OR event.person_number IN (SELECT person_number FROM background))
),

-- Written out where it is used, not kept: the hint is PostgreSQL's and DuckDB's, and may be dropped.
decision AS NOT MATERIALIZED (
    SELECT
        event.person_number,
        event.record_key,
        event.kind,
        event.type,
        vocabulary.state_number,
        vocabulary.is_outcome,
        vocabulary.is_origin,
        event.start_date < observed_period.first_date AS is_truncated,
        event.start_date,
        coalesce(event.end_date, DATE '9999-12-31') AS end_date,
        event.start_time,
        event.row_number,
        CASE WHEN $join_types THEN coalesce(event.unit, '') ELSE event.unit END AS unit
    FROM event
    JOIN vocabulary USING (kind, type)
    LEFT JOIN observed_period ON event.kind::VARCHAR = observed_period.kind
    WHERE vocabulary.is_state AND event.person_number IN (SELECT person_number FROM asked)
),

-- A decision begins a new stay where the earlier ones at the unit ended more than the tolerance
-- before. Each unit by itself, so that another placement in between does not part what adjoins.
stay AS (
    SELECT
        *,
        sum(is_new) OVER (
            PARTITION BY person_number, kind, type, unit
            ORDER BY start_time, end_date, row_number
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stay_number
    FROM (
        SELECT
            *,
            CASE WHEN start_date - max(end_date) OVER (
                PARTITION BY person_number, kind, type, unit
                ORDER BY start_time, end_date, row_number
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) <= $gap_days THEN 0 ELSE 1 END AS is_new
        FROM decision
        WHERE unit IS NOT NULL
    ) AS marked
),

episode AS (
    SELECT
        person_number, record_key, state_number, is_outcome, is_origin, is_truncated,
        start_date, end_date, start_time, row_number
    FROM decision
    WHERE unit IS NULL
    UNION ALL
    SELECT
        person_number, min(record_key), state_number, is_outcome, is_origin, bool_or(is_truncated),
        min(start_date), max(end_date), min(start_time), min(row_number)
    FROM stay
    GROUP BY person_number, kind, type, unit, stay_number, state_number, is_outcome, is_origin
),

-- In order of start: the state at any time is what started last. Of those that start together the
-- one that ends first came first, then the order of the file.
step AS (
    SELECT
        *,
        row_number() OVER in_order AS position,
        lag(state_number) OVER in_order AS previous_state,
        lag(is_origin) OVER in_order AS follows_origin,
        max(end_date) OVER so_far AS reach,
        coalesce(sum(CASE WHEN is_origin THEN 1 ELSE 0 END) OVER so_far, 0)::INTEGER
            AS origins_before,
        last_value(CASE WHEN is_origin THEN state_number END IGNORE NULLS) OVER so_far
            AS origin_state,
        last_value(CASE WHEN is_origin THEN end_date END IGNORE NULLS) OVER so_far AS origin_end,
        last_value(CASE WHEN is_origin THEN is_truncated END IGNORE NULLS) OVER so_far
            AS origin_truncated
    FROM episode
    WINDOW
        in_order AS (PARTITION BY person_number ORDER BY start_time, end_date, row_number),
        so_far AS (
            PARTITION BY person_number ORDER BY start_time, end_date, row_number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),

outcome AS (
    SELECT step.*
    FROM step
    LEFT JOIN background
        ON step.person_number = background.person_number
        AND extract(year FROM step.start_date) = background.year
    WHERE
        step.is_outcome AND step.start_date BETWEEN $from_date AND $to_date
        AND (NOT $narrowed OR background.year IS NOT NULL)
),

followed AS (
    SELECT *
    FROM outcome
    WHERE
        origins_before > 0
        AND ($window_days IS NULL OR start_date - origin_end <= $window_days)
),

-- What lies between the ends, counted back from the outcome; equal states that follow each other
-- are one, so a step may add nothing.
between_step AS (
    SELECT
        followed.person_number,
        followed.position,
        followed.position - step.position AS steps_back,
        step.start_date < step.reach AS is_overlap,
        CASE WHEN step.start_date - step.reach > $gap_days
            THEN '0000' || lpad(step.state_number::VARCHAR, 4, '0')
            WHEN step.follows_origin OR step.state_number <> step.previous_state
            THEN lpad(step.state_number::VARCHAR, 4, '0')
            ELSE '' END AS added
    FROM followed
    JOIN step
        ON followed.person_number = step.person_number
        AND followed.origins_before = step.origins_before
        AND step.position < followed.position
    WHERE step.origins_before > 0 AND NOT step.is_origin
),

-- The last four steps side by side, and only what lies before them by an ordered aggregate, which
-- would take three times as long for all.
between_ends AS (
    SELECT
        person_number,
        position,
        bool_or(is_overlap) AS has_overlap,
        max(CASE WHEN steps_back = 4 THEN added ELSE '' END)
        || max(CASE WHEN steps_back = 3 THEN added ELSE '' END)
        || max(CASE WHEN steps_back = 2 THEN added ELSE '' END)
        || max(CASE WHEN steps_back = 1 THEN added ELSE '' END) AS steps
    FROM between_step
    GROUP BY person_number, position
),

further_back AS (
    SELECT person_number, position, string_agg(added, '' ORDER BY steps_back DESC) AS steps
    FROM between_step
    WHERE steps_back > 4
    GROUP BY person_number, position
),

flow AS (
    SELECT
        followed.person_number,
        followed.record_key,
        followed.position,
        followed.origins_before,
        followed.start_date AS outcome_start,
        followed.end_date AS outcome_end,
        followed.origin_end,
        followed.origin_truncated AS is_truncated,
        followed.start_date < followed.reach
        OR coalesce(between_ends.has_overlap, false) AS has_overlap,
        lpad(followed.origin_state::VARCHAR, 4, '0')
        || coalesce(further_back.steps, '')
        || coalesce(between_ends.steps, '')
        || CASE WHEN followed.start_date - followed.reach > $gap_days THEN '0000' ELSE '' END
        || lpad(followed.state_number::VARCHAR, 4, '0') AS path,
        -- The open interval between the origin's end and the outcome's start; a direct move has
        -- none, nor has a flow whose ends overlap or follow day on day.
        (between_ends.steps IS NOT NULL OR followed.start_date - followed.reach > $gap_days)
        AND followed.start_date - followed.origin_end > 1 AS has_interval
    FROM followed
    LEFT JOIN between_ends USING (person_number, position)
    LEFT JOIN further_back USING (person_number, position)
),

-- Support that ran on at least one day of the interval.
support_given AS (
    SELECT
        flow.person_number,
        flow.position,
        min(event.start_date) AS support_start
    FROM flow
    JOIN event ON flow.person_number = event.person_number
    JOIN vocabulary ON event.kind = vocabulary.kind AND event.type = vocabulary.type
    WHERE
        vocabulary.is_support AND flow.has_interval
        AND event.start_date < flow.outcome_start
        AND coalesce(event.end_date, DATE '9999-12-31') > flow.origin_end
    GROUP BY flow.person_number, flow.position
),

answered AS (
    SELECT
        flow.*,
        CASE WHEN flow.has_interval
            THEN support_given.person_number IS NOT NULL END AS is_supported,
        support_given.support_start,
        greatest(flow.outcome_start - flow.origin_end, 0) AS days_between
    FROM flow
    LEFT JOIN support_given USING (person_number, position)
)
