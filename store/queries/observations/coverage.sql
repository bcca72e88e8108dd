-- What is in the store for each indicator: years, areas, rows with a value, and the loads.
SELECT indicator_id::VARCHAR AS indicator_id, min(year) AS first_year, max(year) AS last_year,
       count(DISTINCT area_code) AS areas, count(value) AS with_value,
       count(*) FILTER (status = 'missing') AS missing,
       count(*) FILTER (status = 'suppressed_at_source') AS suppressed,
       list_sort(list(DISTINCT load_id)) AS load_ids
FROM observation
GROUP BY indicator_id
ORDER BY indicator_id
