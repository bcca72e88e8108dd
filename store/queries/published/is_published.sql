-- Whether this is a published store: one that has a table of frozen cubes (store/writing/publish.py).
SELECT count(*) > 0 AS is_published
FROM information_schema.tables
WHERE table_name = 'published_cube'
