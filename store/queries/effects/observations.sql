-- What a delivery of observations (`incoming`) does to those with the same key.
WITH came AS (
    SELECT indicator_id::VARCHAR AS indicator_id, area_code::VARCHAR AS area_code,
           vintage::SMALLINT AS vintage, year::SMALLINT AS year, sex::VARCHAR AS sex,
           age_group::VARCHAR AS age_group, value::DOUBLE AS value,
           numerator::DOUBLE AS numerator, denominator::DOUBLE AS denominator,
           status::VARCHAR AS status
    FROM incoming
),
both_have AS (
    SELECT load_id, here.status <> 'missing' AND (
               here.status::VARCHAR <> came.status
               OR here.value IS NOT NULL AND here.value IS DISTINCT FROM came.value
               OR here.numerator IS NOT NULL AND here.numerator IS DISTINCT FROM came.numerator
               OR here.denominator IS NOT NULL
                  AND here.denominator IS DISTINCT FROM came.denominator
           ) AS is_changed
    FROM came JOIN observation AS here
      ON here.indicator_id::VARCHAR = came.indicator_id
     AND here.area_code::VARCHAR = came.area_code AND here.vintage = came.vintage
     AND here.year = came.year AND here.sex::VARCHAR = came.sex
     AND here.age_group::VARCHAR = came.age_group
)
SELECT '' AS scope, count(*) AS before, (SELECT count(*) FROM came) AS after, 0 AS gone,
       coalesce(count_if(is_changed), 0) AS changed,
       string_agg(DISTINCT CASE WHEN source = 'own' THEN address ELSE producer END, ', ')
           FILTER (is_changed) AS files
FROM both_have LEFT JOIN load USING (load_id)
