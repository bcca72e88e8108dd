-- Every column of the store, and whether it may hold text.
SELECT table_name, column_name, regexp_matches(data_type, 'VARCHAR|ENUM|JSON')
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
ORDER BY table_name, column_index
