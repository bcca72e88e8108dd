-- A dimension of areas is of the level that most of its values are.
UPDATE dimension
SET level = (
    SELECT mode(area.level)::VARCHAR
    FROM dimension_value AS v JOIN area ON area.area_code = v.value
    WHERE v.name = dimension.name
)
WHERE role = 'area'
