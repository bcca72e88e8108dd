-- The loads behind the people in the store.
SELECT DISTINCT load_id FROM person_year ORDER BY load_id
