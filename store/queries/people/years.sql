-- Which years each outcome was asked in, and of which loads the people came.
SELECT outcome::VARCHAR AS outcome, min(year) AS first_year, max(year) AS last_year
FROM cell
GROUP BY outcome
ORDER BY outcome
