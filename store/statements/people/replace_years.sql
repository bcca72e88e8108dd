-- The years of a delivery (`delivered`) in the place of those that the store has.
CREATE OR REPLACE TABLE person_year AS
SELECT * FROM delivered
UNION ALL BY NAME
SELECT * FROM person_year WHERE year NOT IN (SELECT DISTINCT year FROM delivered)
