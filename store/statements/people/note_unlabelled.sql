-- Every value of a dimension that occurs has a row of its own among the dimension's values.
-- $name  the dimension    {column}  the same as a column    $unknown  what stands for not known
INSERT INTO dimension_value
SELECT $name, value, if(value = $unknown, 'okänt', value), value,
       1000 + row_number() OVER (ORDER BY value = $unknown, value)
FROM (SELECT DISTINCT {column}::VARCHAR AS value FROM person_year)
WHERE value IS NOT NULL
ON CONFLICT DO NOTHING
