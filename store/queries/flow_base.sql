-- From events to flows: the named steps that every question about flows begins with, put in
-- front of the statements that include this file. What counts as what:
--   state     a type of a kind that an outcome or origin belongs to, or one that a merge names
--   decision  one row of such a type; decisions at the same unit that adjoin are one episode
--   reach     until when anything has lasted so far: an earlier, longer episode fills a gap
--   flow      an outcome episode that starts in the period, with the latest origin before it
-- Parameters, the same in every statement that includes this:
--   $outcomes, $origins, $support   lists of types
--   $merged_types, $merged_states   two lists of the same length: this type goes by that name
--   $gap_days         days under which two episodes adjoin (start minus reach; 0 is the same day)
--   $window_days      how far back the origin may have ended; NULL: any time
--   $from_date, $to_date            when the outcome starts, both inclusive
--   $join_types       true: decisions of the same type that adjoin are one episode even where
--                     the file does not name units
known_type AS (
    SELECT DISTINCT kind, type FROM event
),

named_type AS (
    SELECT
        known_type.kind,
        known_type.type,
        merge.state AS merged_state,
        coalesce(merge.state, known_type.type::VARCHAR) AS state,
        known_type.type::VARCHAR IN (SELECT unnest($outcomes::VARCHAR[])) AS is_outcome,
        known_type.type::VARCHAR IN (SELECT unnest($origins::VARCHAR[])) AS is_origin,
        known_type.type::VARCHAR IN (SELECT unnest($support::VARCHAR[])) AS is_support
    FROM known_type
    LEFT JOIN (
        SELECT
            unnest($merged_types::VARCHAR[]) AS type,
            unnest($merged_states::VARCHAR[]) AS state
    ) AS merge ON known_type.type::VARCHAR = merge.type
),

vocabulary AS (
    SELECT
        *,
        is_outcome OR is_origin OR merged_state IS NOT NULL OR (
            NOT is_support
            AND kind IN (SELECT kind FROM named_type WHERE is_outcome OR is_origin)
        ) AS is_state
    FROM named_type
),

-- Nobody else can have a flow, so no one else's rows are read from here on.
asked AS (
    SELECT DISTINCT event.person_number
    FROM event
    JOIN vocabulary USING (kind, type)
    WHERE vocabulary.is_outcome AND event.start_date <= $to_date
),

decision AS (
    SELECT
        event.person_number,
        event.record_key,
        event.kind,
        event.type,
        vocabulary.state,
        vocabulary.is_outcome,
        vocabulary.is_origin,
        event.start_date,
        coalesce(event.end_date, DATE '9999-12-31') AS end_date,
        event.start_time,
        event.row_number,
        CASE WHEN $join_types THEN coalesce(event.unit, '') ELSE event.unit END AS unit
    FROM event
    JOIN vocabulary USING (kind, type)
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
        person_number, record_key, kind, state, is_outcome, is_origin,
        start_date, end_date, start_time, row_number
    FROM decision
    WHERE unit IS NULL
    UNION ALL
    SELECT
        person_number, min(record_key), kind, state, is_outcome, is_origin,
        min(start_date), max(end_date), min(start_time), min(row_number)
    FROM stay
    GROUP BY person_number, kind, type, unit, stay_number, state, is_outcome, is_origin
),

-- In order of start: the state at any time is what started last. Of those that start together the
-- one that ends first came first, then the order of the file.
step AS (
    SELECT
        *,
        row_number() OVER in_order AS position,
        lag(state) OVER in_order AS previous_state,
        lag(is_origin) OVER in_order AS follows_origin,
        max(end_date) OVER so_far AS reach,
        sum(CASE WHEN is_origin THEN 1 ELSE 0 END) OVER so_far AS origins_before,
        last_value(CASE WHEN is_origin THEN state END IGNORE NULLS) OVER so_far AS origin_state,
        last_value(CASE WHEN is_origin THEN start_date END IGNORE NULLS) OVER so_far
            AS origin_start,
        last_value(CASE WHEN is_origin THEN end_date END IGNORE NULLS) OVER so_far AS origin_end
    FROM episode
    WINDOW
        in_order AS (PARTITION BY person_number ORDER BY start_time, end_date, row_number),
        so_far AS (
            PARTITION BY person_number ORDER BY start_time, end_date, row_number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),

outcome AS (
    SELECT * FROM step
    WHERE is_outcome AND start_date BETWEEN $from_date AND $to_date
),

followed AS (
    SELECT * FROM outcome
    WHERE
        origins_before > 0
        AND ($window_days IS NULL OR origin_end >= start_date - $window_days::INTEGER)
),

-- What lies between the ends. chr(31) parts the states, chr(30) is a time with nothing; equal
-- states that follow each other are one.
between_ends AS (
    SELECT
        followed.person_number,
        followed.position,
        string_agg(
            CASE WHEN step.start_date - step.reach > $gap_days THEN chr(30) || chr(31) ELSE '' END
            || step.state,
            chr(31) ORDER BY step.position
        ) AS states
    FROM followed
    JOIN step
        ON followed.person_number = step.person_number
        AND followed.origins_before = step.origins_before
        AND step.position < followed.position
    WHERE
        step.follows_origin
        OR step.state <> step.previous_state
        OR step.start_date - step.reach > $gap_days
    GROUP BY followed.person_number, followed.position
),

flow AS (
    SELECT
        followed.person_number,
        followed.record_key,
        followed.position,
        followed.start_date AS outcome_start,
        followed.origin_start,
        followed.origin_end,
        followed.origin_start < observed_period.first_date AS is_truncated,
        followed.origin_state || chr(31)
        || coalesce(between_ends.states || chr(31), '')
        || CASE WHEN followed.start_date - followed.reach > $gap_days
            THEN chr(30) || chr(31) ELSE '' END
        || followed.state AS path,
        -- The open interval between the origin's end and the outcome's start; a direct move has
        -- none, nor has a flow whose ends overlap or follow day on day.
        (between_ends.states IS NOT NULL OR followed.start_date - followed.reach > $gap_days)
        AND followed.start_date - followed.origin_end > 1 AS has_interval
    FROM followed
    LEFT JOIN between_ends USING (person_number, position)
    LEFT JOIN observed_period ON followed.kind::VARCHAR = observed_period.kind
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
        greatest(flow.outcome_start - flow.origin_end, 0) AS days_between,
        CASE WHEN row_number() OVER (
            PARTITION BY flow.person_number, flow.path ORDER BY flow.position
        ) = 1 THEN 1 ELSE 0 END AS is_first_of_person
    FROM flow
    LEFT JOIN support_given USING (person_number, position)
)
