-- How many rows each table of figures holds.
SELECT 'area' AS table_name, count(*) AS row_count FROM area
UNION ALL SELECT 'observation', count(*) FROM observation
UNION ALL SELECT 'person_year', count(*) FROM person_year
UNION ALL SELECT 'event', count(*) FROM event
UNION ALL SELECT 'cell', count(*) FROM cell
UNION ALL SELECT 'comparison_group', count(*) FROM comparison_group
ORDER BY table_name
