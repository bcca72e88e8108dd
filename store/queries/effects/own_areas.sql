-- Areas whose boundary came with the municipality's own files.
SELECT area_code, vintage
FROM area JOIN load USING (load_id)
WHERE load.source = 'own' AND geometry IS NOT NULL
