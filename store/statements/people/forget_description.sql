-- A column is no longer what it was, or is gone.
-- {table}  dimension or outcome    $name  the column
DELETE FROM {table} WHERE name = $name
