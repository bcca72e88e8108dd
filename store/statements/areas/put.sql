-- Areas (`incoming`), in the place of those with the same code and vintage.
-- $load_id  the load that they came with
INSERT OR REPLACE INTO area
SELECT area_code, vintage, level, name, parent_code, municipality_code, geometry, $load_id
FROM incoming
