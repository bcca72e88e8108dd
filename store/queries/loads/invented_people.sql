-- Whether the store has persons of the sample.
SELECT EXISTS (
    SELECT 1 FROM (SELECT load_id FROM person_year UNION SELECT load_id FROM event)
    JOIN load USING (load_id)
    WHERE load.source = 'sample'
)
