-- The pseudonyms of everybody in the person-years: events of others are counted at load.
SELECT DISTINCT person_id FROM person_year
