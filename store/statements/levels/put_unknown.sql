-- A level has a value for what is not known, last of all.
-- $name  the level    $unknown  the value
INSERT INTO dimension_value VALUES ($name, $unknown, 'okänt', 'unknown', 9999)
ON CONFLICT DO NOTHING
