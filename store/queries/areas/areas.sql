-- Areas without their boundaries, the highest level first.
SELECT area_code, vintage, level::VARCHAR AS level, name, parent_code, municipality_code, load_id,
       geometry IS NOT NULL AS has_boundary
FROM area
ORDER BY level, area_code, vintage
