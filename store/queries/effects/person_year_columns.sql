-- The columns that the people of the store have.
SELECT column_name FROM duckdb_columns()
WHERE table_name = 'person_year' AND database_name = current_database()
