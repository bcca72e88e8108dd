-- By which paths did they get to the outcome? A row per path, and one per path and whether there
-- was support on the way (`part` says which of the two).
-- Parameters: see flow_base.sql. flows, people: counts, each with the sum of their record keys.
WITH {include flow_base}
SELECT
    path,
    CASE WHEN grouping(is_supported) = 1 THEN 'whole'
        WHEN is_supported IS NULL THEN 'no_interval'
        WHEN is_supported THEN 'supported'
        ELSE 'unsupported' END AS part,
    count(*) AS flows,
    sum(record_key) AS flows_key,
    sum(is_first_of_person) AS people,
    sum(is_first_of_person * record_key) AS people_key,
    sum(CASE WHEN is_truncated THEN 1 ELSE 0 END) AS truncated,
    percentile_cont(0.25) WITHIN GROUP (ORDER BY days_between) AS days_lower_quartile,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY days_between) AS days_median,
    percentile_cont(0.75) WITHIN GROUP (ORDER BY days_between) AS days_upper_quartile
FROM answered
GROUP BY GROUPING SETS ((path), (path, is_supported))
ORDER BY path, part
