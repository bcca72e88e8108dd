-- Where and when has each indicator values in the municipality, and how are they split?
-- $municipality  four digits; its small areas and districts count too
SELECT o.indicator_id::VARCHAR AS indicator_id, a.level::VARCHAR AS level, o.year,
       bool_or(o.sex::VARCHAR <> 'total') AS by_sex,
       bool_or(o.age_group::VARCHAR <> 'total') AS by_age
FROM observation AS o
JOIN area AS a ON a.area_code = o.area_code::VARCHAR AND a.vintage = o.vintage
WHERE a.municipality_code = $municipality AND o.value IS NOT NULL
GROUP BY ALL
ORDER BY ALL
