-- Every value of every dimension with its labels, in the order of the screen.
SELECT name, value, label_sv, label_en, position
FROM dimension_value
ORDER BY name, position
