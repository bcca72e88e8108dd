-- Areas go by the names that the area table knows, by the newest vintage.
UPDATE dimension_value
SET label_sv = named.name, label_en = named.name
FROM (SELECT area_code, arg_max(name, vintage) AS name FROM area GROUP BY area_code) AS named
WHERE dimension_value.value = named.area_code
  AND dimension_value.name IN (SELECT name FROM dimension WHERE role = 'area')
