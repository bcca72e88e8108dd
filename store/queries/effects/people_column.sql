-- The years of a delivery of people (`incoming`) for which the store knows something in {column}.
SELECT DISTINCT year FROM person_year
WHERE year IN (SELECT year::SMALLINT FROM incoming) AND {column}::VARCHAR <> 'unknown'
ORDER BY year
