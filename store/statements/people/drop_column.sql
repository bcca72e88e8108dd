-- A column of the people that only replaced years had.
-- {column}  the column
ALTER TABLE person_year DROP COLUMN {column}
