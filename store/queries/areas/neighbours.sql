-- Areas of one level and vintage that share a border, each pair both ways.
-- $municipality  four digits    $level  area level ('deso')    $vintage  2018, 2025 or 0
SELECT area, neighbour, border_m
FROM neighbour
WHERE municipality_code = $municipality AND level::VARCHAR = $level AND vintage = $vintage
ORDER BY area, neighbour
