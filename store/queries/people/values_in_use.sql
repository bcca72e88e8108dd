-- The values that a column holds: labelled ones in the order of the screen, others by name.
-- {column}, {table}  where it lies    $dimension  the dimension whose labels count
SELECT value
FROM (SELECT DISTINCT {column}::VARCHAR AS value FROM {table})
LEFT JOIN (SELECT value, position FROM dimension_value WHERE name = $dimension) USING (value)
WHERE value IS NOT NULL
ORDER BY position NULLS LAST, value
