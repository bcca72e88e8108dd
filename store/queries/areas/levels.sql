-- Which levels of area does the municipality have, in which vintages, and how many have a boundary?
-- $municipality  four digits
SELECT level::VARCHAR AS level, vintage, count(*) AS areas, count(geometry) AS with_boundary
FROM area
WHERE municipality_code = $municipality
GROUP BY ALL
ORDER BY ALL
