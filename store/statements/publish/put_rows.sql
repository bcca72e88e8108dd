-- What the loads of the release brought.
-- {table}  area, comparison_group or observation
INSERT INTO {table} SELECT * FROM source.{table} WHERE load_id IN (SELECT load_id FROM load)
