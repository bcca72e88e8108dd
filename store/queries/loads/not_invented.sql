-- Whether something in the store is not the sample's: a load of the municipality's own files, or a
-- person whose load is not the sample's.
SELECT EXISTS (SELECT 1 FROM load WHERE source = 'own')
    OR EXISTS (
        SELECT 1 FROM (SELECT load_id FROM person_year UNION SELECT load_id FROM event)
        WHERE load_id NOT IN (SELECT load_id FROM load WHERE source = 'sample')
    )
