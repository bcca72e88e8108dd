-- Whether the store keeps each event's place in the order of time; an older one does not.
SELECT count(*) > 0 AS has_place
FROM duckdb_columns()
WHERE database_name = current_database() AND table_name = 'event' AND column_name = 'place'
