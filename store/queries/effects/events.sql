-- What a delivery of events (`incoming`) does to each kind in it.
-- {unit}  the delivered unit as text    $first, $last  from and until when events are known, or NULL
WITH came AS (
    SELECT person_id::VARCHAR AS person_id, kind::VARCHAR AS kind, type::VARCHAR AS type,
           {unit} AS unit, start_date::DATE AS start_date, end_date::DATE AS end_date,
           start_time::TIMESTAMP AS start_time
    FROM incoming
),
here AS (
    SELECT person_id::VARCHAR AS person_id, kind::VARCHAR AS kind, type::VARCHAR AS type, unit,
           start_date, end_date, start_time, load_id
    FROM event WHERE kind::VARCHAR IN (SELECT kind FROM came)
),
gone AS (
    SELECT kind, count(*) AS gone FROM (
        SELECT * EXCLUDE (load_id) FROM here EXCEPT ALL SELECT * FROM came
    )
    GROUP BY kind
),
replaced AS (
    SELECT kind, count(*) AS before, min(start_date) AS first_date,
           max(greatest(start_date, coalesce(end_date, start_date))) AS last_date,
           string_agg(DISTINCT address, ', ' ORDER BY address) AS files
    FROM here LEFT JOIN load USING (load_id) GROUP BY kind
),
delivered AS (
    SELECT kind, count(*) AS after, coalesce($first::DATE, min(start_date)) AS known_from,
           coalesce($last::DATE, max(greatest(start_date, coalesce(end_date, start_date))))
               AS known_until
    FROM came GROUP BY kind
)
SELECT kind AS scope, coalesce(before, 0) AS before, after, coalesce(gone, 0) AS gone, 0 AS changed,
       files, replaced.first_date, replaced.last_date, known_from, known_until,
       coalesce(period.first_date < known_from OR period.last_date > known_until, false)
           AS is_shorter,
       period.first_date AS was_from, period.last_date AS was_until
FROM delivered LEFT JOIN replaced USING (kind) LEFT JOIN gone USING (kind)
LEFT JOIN observed_period AS period USING (kind)
ORDER BY kind
