-- What the store says of itself: one row.
SELECT schema_version, municipality_code, is_sample, data_version, built_at
FROM store_meta
