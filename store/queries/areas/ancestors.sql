-- In which district and RegSO area does each value of a dimension of areas lie, by its newest
-- vintage? In the order of the parents' names.
-- $name  the dimension
WITH RECURSIVE newest AS (
    SELECT area_code, level, parent_code
    FROM area
    QUALIFY row_number() OVER (PARTITION BY area_code ORDER BY vintage DESC) = 1
),
up AS (
    SELECT a.area_code AS value, a.parent_code AS parent
    FROM newest a
    WHERE a.area_code IN (SELECT value FROM dimension_value WHERE name = $name)
    UNION ALL
    SELECT up.value, n.parent_code FROM up JOIN newest n ON n.area_code = up.parent
)
SELECT up.value, up.parent, n.level::VARCHAR AS level
FROM up JOIN newest n ON n.area_code = up.parent
WHERE n.level IN ('district', 'regso')
ORDER BY (SELECT any_value(name) FROM area WHERE area.area_code = up.parent)
