-- Observations (`incoming`).
-- $load_id  the load that they came with
INSERT INTO observation
SELECT indicator_id, area_code, vintage, year, sex, age_group, value, numerator, denominator,
       status, $load_id
FROM incoming
