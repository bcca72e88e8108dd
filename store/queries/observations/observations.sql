-- Every observation of some indicators for some areas, with the load that it came from.
-- $indicators  list of catalogue ids    $areas  list of area codes
SELECT indicator_id::VARCHAR AS indicator_id, area_code::VARCHAR AS area_code, vintage, year,
       sex::VARCHAR AS sex, age_group::VARCHAR AS age_group, value, numerator, denominator,
       status::VARCHAR AS status, load_id
FROM observation
WHERE list_contains($indicators, indicator_id::VARCHAR) AND list_contains($areas, area_code::VARCHAR)
ORDER BY indicator_id, area_code, year, sex, age_group
