-- What each type of event is in this flow question, one row a kind and type. First of the steps
-- that flows/base.sql begins with; its parameters are told there.
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
        known_type.type::VARCHAR IN (SELECT unnest($support::VARCHAR[])) AS is_support,
        known_type.type::VARCHAR IN (SELECT unnest($states::VARCHAR[])) AS is_listed
    FROM known_type
    LEFT JOIN (
        SELECT
            unnest($merged_types::VARCHAR[]) AS type,
            unnest($merged_states::VARCHAR[]) AS state
    ) AS merge ON known_type.type::VARCHAR = merge.type
),

vocabulary AS (
    SELECT
        kind,
        type,
        state,
        dense_rank() OVER (ORDER BY state) AS state_number,
        is_outcome,
        is_origin,
        is_support,
        is_outcome OR is_origin OR is_listed OR merged_state IS NOT NULL OR (
            NOT is_support
            AND (SELECT count(*) FROM named_type WHERE is_listed) = 0
            AND kind IN (SELECT kind FROM named_type WHERE is_outcome OR is_origin)
        ) AS is_state
    FROM named_type
)
