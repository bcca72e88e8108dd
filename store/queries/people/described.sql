-- The dimensions of person_year (coarser levels left out) or the outcomes, in their order.
-- $kind  'dimension' or 'outcome'
SELECT name
FROM (
    SELECT name, position, 'dimension' AS kind FROM dimension WHERE derived_from IS NULL
    UNION ALL
    SELECT name, position, 'outcome' FROM outcome
)
WHERE kind = $kind
ORDER BY position
