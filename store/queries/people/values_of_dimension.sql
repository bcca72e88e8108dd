-- The values of one dimension, in the order of the screen.
-- $name  the dimension
SELECT value FROM dimension_value WHERE name = $name ORDER BY position
