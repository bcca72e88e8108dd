-- The columns of a table whose values are made anew at load: enums, save those that never change.
-- $table  the table
SELECT column_name
FROM duckdb_columns()
WHERE table_name = $table AND data_type LIKE 'ENUM%'
  AND ($table = 'person_year' OR column_name NOT IN ('sex', 'status', 'level'))
