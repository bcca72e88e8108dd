-- Shapes or neighbours that were made (`incoming`).
-- {table}  light_shape or neighbour
INSERT INTO {table} BY NAME SELECT * FROM incoming
