-- The values of a dimension that is gone, and of its coarser levels.
-- $name  the dimension
DELETE FROM dimension_value
WHERE name = $name OR name IN (SELECT name FROM dimension WHERE derived_from = $name)
