-- Every enum of the store with its values.
SELECT type_name, labels
FROM duckdb_types()
WHERE logical_type = 'ENUM' AND NOT internal AND database_name = current_database()
