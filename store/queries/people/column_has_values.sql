-- Whether anybody has something known in a column of the people: one row.
-- {column}  the column    $unknown  what stands for not known
SELECT count(*) > 0 FROM person_year WHERE {column}::VARCHAR <> $unknown
