-- Observations that come again (`incoming`) are let go of.
DELETE FROM observation
WHERE (indicator_id, area_code, vintage, year, sex, age_group) IN (
    SELECT (indicator_id, area_code, vintage, year, sex, age_group)
    FROM (
        SELECT indicator_id, area_code, vintage::SMALLINT AS vintage, year::SMALLINT AS year,
               sex::observed_sex AS sex, age_group
        FROM incoming
    )
)
