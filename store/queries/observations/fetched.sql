-- What earlier fetches of public figures put in the store: a row per value, to tell what changed.
SELECT indicator_id::VARCHAR AS indicator_id, area_code::VARCHAR AS area_code, vintage, year,
       sex::VARCHAR AS sex, age_group::VARCHAR AS age_group, value, status::VARCHAR AS status
FROM observation
JOIN load USING (load_id)
WHERE load.source IN ('kolada', 'scb')
