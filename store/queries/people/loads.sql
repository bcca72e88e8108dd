-- The loads behind the people in the store; of a published one, the release.
SELECT DISTINCT load_id FROM person_year
UNION
SELECT load_id FROM load WHERE source = 'published'
ORDER BY load_id
