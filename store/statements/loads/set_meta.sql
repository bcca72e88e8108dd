-- Which municipality the store is about, and whether its people are invented.
-- $code  four digits, $sample  true or false; NULL leaves what the store says
UPDATE store_meta
SET municipality_code = coalesce($code, municipality_code),
    is_sample = coalesce($sample, is_sample)
