-- By which paths did they get to the outcome? A row per path and whether there was support on the
-- way (NULL: no time for it), and one per path as a whole (is_whole).
-- Parameters: see flow_base.sql. flows, people: counts, each with the sum of their record keys.
WITH {include flow_base},

counted AS (
    SELECT
        *,
        CASE WHEN row_number() OVER (PARTITION BY person_number, path ORDER BY position) = 1
            THEN 1 ELSE 0 END AS is_first_of_person
    FROM answered
)

SELECT
    path,
    is_supported,
    grouping(is_supported) = 1 AS is_whole,
    count(*) AS flows,
    sum(record_key) AS flows_key,
    sum(is_first_of_person) AS people,
    sum(is_first_of_person * record_key) AS people_key,
    percentile_cont(0.25) WITHIN GROUP (ORDER BY days_between) AS days_lower_quartile,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY days_between) AS days_median,
    percentile_cont(0.75) WITHIN GROUP (ORDER BY days_between) AS days_upper_quartile
FROM counted
GROUP BY GROUPING SETS ((path), (path, is_supported))
ORDER BY path, is_whole, is_supported
