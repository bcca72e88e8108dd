-- The texts in one column, each once.
-- {column}, {table}  where it lies
SELECT text::VARCHAR AS text FROM (SELECT DISTINCT {column} AS text FROM {table})
