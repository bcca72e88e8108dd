-- The release is about the same municipality.
UPDATE store_meta
SET municipality_code = s.municipality_code, is_sample = s.is_sample
FROM source.store_meta AS s
