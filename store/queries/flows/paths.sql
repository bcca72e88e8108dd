-- By which paths did they get to the outcome? A row per path, whether there was support on the way
-- (NULL: no time for it), and days between.
-- Parameters: see flows/base.sql, and
--   $smallest_people  paths of fewer persons than this are one together, with the path ''
-- flows: counts with the sum of their record keys; people, and asked_people (those with time for
-- support) with their keys: of the whole path, the same in each of its rows.
WITH {include flows/base},

taken AS (
    SELECT
        person_number,
        path,
        min(record_key) AS record_key,
        max(CASE WHEN has_interval THEN 1 ELSE 0 END) AS is_asked
    FROM flow
    GROUP BY person_number, path
),

common_path AS (
    SELECT
        path,
        count(*) AS people,
        sum(record_key) AS people_key,
        sum(is_asked) AS asked_people,
        sum(is_asked * record_key) AS asked_people_key
    FROM taken
    GROUP BY path
    HAVING count(*) >= $smallest_people
),

path_people AS (
    SELECT path, people, people_key, asked_people, asked_people_key FROM common_path
    UNION ALL
    SELECT '', count(*), sum(record_key), sum(is_asked), sum(is_asked * record_key)
    FROM (
        SELECT person_number, min(record_key) AS record_key, max(is_asked) AS is_asked
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
    path_people.people_key,
    path_people.asked_people,
    path_people.asked_people_key
FROM by_day
LEFT JOIN path_people USING (path)
ORDER BY by_day.path, by_day.is_supported, by_day.days_between
