-- By which paths did they get to the outcome? A row per path and whether there was support on the
-- way (NULL: no time for it), and one per path as a whole (is_whole).
-- Parameters: see flow_base.sql, and
--   $smallest_people  paths of fewer persons than this are one together, with the path ''
-- flows: counts with the sum of their record keys; people and their keys, of whole paths only.
-- Quartiles of the days between: the first day that as large a share had reached.
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
),

by_part AS (
    SELECT
        path, is_supported, false AS is_whole, days_between, flows, flows_key
    FROM by_day
    UNION ALL
    SELECT path, NULL, true, days_between, sum(flows), sum(flows_key)
    FROM by_day
    GROUP BY path, days_between
),

running AS (
    SELECT
        *,
        sum(flows) OVER (PARTITION BY path, is_whole, is_supported ORDER BY days_between)
            AS reached,
        sum(flows) OVER (PARTITION BY path, is_whole, is_supported) AS all_flows
    FROM by_part
)

SELECT
    running.path,
    running.is_supported,
    running.is_whole,
    sum(running.flows) AS flows,
    sum(running.flows_key) AS flows_key,
    max(CASE WHEN running.is_whole THEN path_people.people END) AS people,
    max(CASE WHEN running.is_whole THEN path_people.people_key END) AS people_key,
    min(CASE WHEN reached >= 0.25 * all_flows THEN days_between END) AS days_lower_quartile,
    min(CASE WHEN reached >= 0.5 * all_flows THEN days_between END) AS days_median,
    min(CASE WHEN reached >= 0.75 * all_flows THEN days_between END) AS days_upper_quartile
FROM running
LEFT JOIN path_people USING (path)
GROUP BY running.path, running.is_supported, running.is_whole
ORDER BY running.path, running.is_whole, running.is_supported
