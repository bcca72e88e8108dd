-- By which names do the numbers in a path go, and which types do they stand for?
-- Parameters: see flows/base.sql (the lists of types and the merges).
WITH {include flows/vocabulary}

SELECT
    kind::VARCHAR AS kind,
    type::VARCHAR AS type,
    state,
    state_number,
    is_state
FROM vocabulary
ORDER BY state_number, kind, type
