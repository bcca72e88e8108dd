-- The catalogue's entries as the store holds them: is the store as new as the catalogue?
SELECT indicator_id, entry::VARCHAR AS entry FROM indicator ORDER BY indicator_id
