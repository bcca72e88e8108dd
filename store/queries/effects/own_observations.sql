-- The keys of values that came with the municipality's own files.
SELECT indicator_id::VARCHAR AS indicator_id, area_code::VARCHAR AS area_code, vintage, year,
       sex::VARCHAR AS sex, age_group::VARCHAR AS age_group
FROM observation JOIN load USING (load_id)
WHERE load.source = 'own'
