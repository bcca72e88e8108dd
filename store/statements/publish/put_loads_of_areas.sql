-- The loads of areas that came with the municipality's own files.
INSERT INTO load
SELECT * FROM source.load WHERE target = 'area' AND load_id NOT IN (SELECT load_id FROM load)
