-- A dimension that some years lack is not known there.
-- {column}  the dimension    $unknown  what stands for not known
UPDATE person_year SET {column} = $unknown WHERE {column} IS NULL
