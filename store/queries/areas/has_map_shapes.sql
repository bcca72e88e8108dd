-- Whether the store has shapes that were made at load; an older one has not.
SELECT count(*) > 0 AS has_them
FROM information_schema.tables
WHERE table_name = 'light_shape'
