-- Whether years stay that a delivery of people (`delivered`) does not replace: one row.
SELECT count(*) > 0 FROM person_year WHERE year NOT IN (SELECT year FROM delivered)
