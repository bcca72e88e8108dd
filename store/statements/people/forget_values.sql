-- The values of a dimension that nobody has any more.
-- $name  the dimension    {column}  the same as a column
DELETE FROM dimension_value
WHERE name = $name
  AND value NOT IN (SELECT {column}::VARCHAR FROM person_year WHERE {column} IS NOT NULL)
