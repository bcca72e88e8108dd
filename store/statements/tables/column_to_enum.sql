-- A column of texts becomes one of enums.
-- {table}, {column}  where it lies    {enum}  the type
ALTER TABLE {table} ALTER COLUMN {column} TYPE {enum}
