-- The fixed age groups are the finest level of age.
-- $name  the dimension
UPDATE dimension SET level = 'fine' WHERE role = 'age' AND name = $name
