-- What a delivery of areas (`incoming`) does to those with the same code and vintage.
WITH both_have AS (
    SELECT load_id, here.geometry IS NOT NULL AND came.geometry IS NULL AS loses_boundary,
           here.name IS DISTINCT FROM came.name OR here.level::VARCHAR <> came.level::VARCHAR
           OR here.parent_code IS NOT NULL
              AND here.parent_code IS DISTINCT FROM came.parent_code::VARCHAR
           OR here.geometry IS NOT NULL AND here.geometry IS DISTINCT FROM came.geometry
              AS is_changed
    FROM incoming AS came JOIN area AS here
      ON here.area_code = came.area_code::VARCHAR AND here.vintage = came.vintage::SMALLINT
)
SELECT '' AS scope, count(*) AS before, (SELECT count(*) FROM incoming) AS after,
       coalesce(count_if(loses_boundary), 0) AS gone, coalesce(count_if(is_changed), 0) AS changed,
       string_agg(DISTINCT CASE WHEN source = 'own' THEN address ELSE producer END, ', ')
           FILTER (is_changed) AS files
FROM both_have LEFT JOIN load USING (load_id)
