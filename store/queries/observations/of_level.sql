-- One indicator for every area of one level within the municipality.
-- $indicator  catalogue id    $level  area level ('deso')    $municipality  four digits
SELECT o.area_code::VARCHAR AS area_code, o.vintage, a.name AS area_name, year, sex::VARCHAR AS sex,
       age_group::VARCHAR AS age_group, value, numerator, denominator, status::VARCHAR AS status,
       o.load_id
FROM observation AS o
JOIN area AS a ON a.area_code = o.area_code::VARCHAR AND a.vintage = o.vintage
WHERE o.indicator_id::VARCHAR = $indicator AND a.level::VARCHAR = $level
  AND a.municipality_code = $municipality
ORDER BY o.area_code, o.vintage, year
