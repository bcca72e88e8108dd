-- Every value and its parent (`parents`); without a parent it is unknown.
-- {level}  the table    {enum}  the type of the finest values    $unknown  what stands for it
CREATE OR REPLACE TEMP TABLE {level} AS
SELECT value, coalesce(parent, $unknown) AS parent
FROM (SELECT unnest(enum_range(NULL::{enum}))::VARCHAR AS value)
LEFT JOIN parents USING (value)
