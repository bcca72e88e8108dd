-- What describes dimensions or outcomes that are published.
-- {table}  dimension, dimension_value or outcome    $names  list of names
INSERT INTO {table} SELECT * FROM source.{table} WHERE name IN (SELECT unnest($names::VARCHAR[]))
