-- Areas with a boundary, of levels in a municipality that have no light shapes yet (data_pipeline).
SELECT municipality_code, level::VARCHAR AS level, vintage, area_code, geometry
FROM area
WHERE geometry IS NOT NULL AND municipality_code <> ''
  AND (municipality_code, level, vintage) NOT IN
      (SELECT (municipality_code, level, vintage) FROM light_shape)
ORDER BY municipality_code, level, vintage, area_code
