-- The values of a level (`parents`) with labels: an area's name, an age group's label.
-- $name  the level
INSERT INTO dimension_value
SELECT $name, value, coalesce(area_name, value || ' år'), coalesce(area_name, value || ' years'),
       row_number() OVER (ORDER BY first_row)
FROM (
    SELECT parent AS value, min(rowid_) AS first_row
    FROM (SELECT parent, row_number() OVER () AS rowid_ FROM parents)
    GROUP BY parent
)
LEFT JOIN (
    SELECT area_code AS value, any_value(name) AS area_name FROM area GROUP BY area_code
) USING (value)
