-- The shapes of one level and vintage, ready for a browser; no row where none were made.
-- $municipality  four digits    $level  area level ('deso')    $vintage  2018, 2025 or 0
SELECT geojson
FROM light_shape
WHERE municipality_code = $municipality AND level::VARCHAR = $level AND vintage = $vintage
