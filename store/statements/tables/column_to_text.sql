-- A column of enums takes any text again, so that new values fit in.
-- {table}, {column}  where it lies
ALTER TABLE {table} ALTER COLUMN {column} TYPE VARCHAR
