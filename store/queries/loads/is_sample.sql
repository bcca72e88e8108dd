-- Whether the store says of itself that its people are invented: one row.
SELECT is_sample FROM store_meta
