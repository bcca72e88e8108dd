-- Members of every comparison group, with their names where the areas are known.
SELECT g.group_id, g.title, g.theme, g.member_code, coalesce(a.name, g.member_code) AS member_name,
       g.load_id
FROM comparison_group AS g
LEFT JOIN area AS a ON a.area_code = g.member_code AND a.level = 'municipality'
ORDER BY g.theme, g.group_id, g.member_code
