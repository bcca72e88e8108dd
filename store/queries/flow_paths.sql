-- By which paths did they get to the outcome? A row per path, whether there was support on the way
-- (NULL: no time for it), and days between.
-- Parameters: see flow_base.sql, and
--   $smallest_people  paths of fewer persons than this are one together, with the path ''
-- flows: counts with the sum of their record keys; people and their keys: of the whole path, the
-- same in each of its rows.
WITH {include flow_base},

taken AS (
    SELECT person_number, path, min(record_key) AS record_key
    FROM flow
    GROUP BY person_number, path
),

common_path AS (
    SELECT path, count(*) AS people, sum(record_key) AS people_key
    FROM taken
    GROUP BY path
    HAVING count(*) >= $smallest_people
),

path_people AS (
    SELECT path, people, people_key FROM common_path
    UNION ALL
    SELECT '', count(*), sum(record_key)
    FROM (
        SELECT person_number, min(record_key) AS record_key
        FROM taken
        WHERE path NOT IN (SELECT path FROM common_path)
        GROUP BY person_number
    ) AS rare
),

by_day AS (
    SELECT
        coalesce(common_path.path, '') AS path,
        answered.is_supported,
        answered.days_between,
        count(*) AS flows,
        sum(answered.record_key) AS flows_key
    FROM answered
    LEFT JOIN common_path USING (path)
    GROUP BY coalesce(common_path.path, ''), answered.is_supported, answered.days_between
)

SELECT
    by_day.path,
    by_day.is_supported,
    by_day.days_between,
    by_day.flows,
    by_day.flows_key,
    path_people.people,
    path_people.people_key
FROM by_day
LEFT JOIN path_people USING (path)
ORDER BY by_day.path, by_day.is_supported, by_day.days_between
