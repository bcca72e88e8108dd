-- The boundaries of one level within the municipality, in SWEREF 99 TM (WKB); NULL where unknown.
-- $level  area level ('deso')    $municipality  four digits
SELECT area_code, vintage, name, geometry
FROM area
WHERE level::VARCHAR = $level AND municipality_code = $municipality
ORDER BY area_code, vintage
