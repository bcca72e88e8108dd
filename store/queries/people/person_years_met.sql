-- How many rows do the people have who meet the conditions, all years together?
SELECT count(*) AS n FROM person_year WHERE true{where}
