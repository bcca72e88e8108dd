-- The values of a level are described anew.
-- $name  the level
DELETE FROM dimension_value WHERE name = $name
