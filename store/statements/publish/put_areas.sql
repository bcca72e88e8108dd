-- The areas of those loads.
INSERT OR IGNORE INTO area
SELECT * FROM source.area WHERE load_id IN (SELECT load_id FROM load)
