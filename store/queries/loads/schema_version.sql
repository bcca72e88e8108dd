-- For which version of the schema the store was made: one row.
SELECT schema_version FROM store_meta
