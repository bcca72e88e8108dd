-- How many rows do the people have who meet the conditions, all years together?
-- {where}  the conditions, each a single category of a dimension
SELECT count(*) AS n FROM person_year WHERE true{where}
