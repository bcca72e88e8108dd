-- Ids that observations may be delivered for: the catalogue's as loaded.
SELECT indicator_id FROM indicator ORDER BY indicator_id
