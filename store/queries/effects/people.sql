-- What a delivery of people (`incoming`) does to each year in it.
-- {names}    the delivered columns that the store has too, each with a comma before it
-- {changed}  whether one of them says something else than the store does
WITH came AS (
    SELECT person_id::VARCHAR AS person_id, year::SMALLINT AS year{names} FROM incoming
),
here AS (
    SELECT person_year.*, load.address AS file
    FROM person_year LEFT JOIN load USING (load_id)
    WHERE year IN (SELECT year FROM came)
),
replaced AS (
    SELECT here.year, count(*) AS before, count_if(came.person_id IS NULL) AS gone,
           count_if(came.person_id IS NOT NULL AND ({changed})) AS changed,
           string_agg(DISTINCT here.file, ', ' ORDER BY here.file) AS files
    FROM here LEFT JOIN came ON here.person_id = came.person_id AND here.year = came.year
    GROUP BY here.year
)
SELECT year::VARCHAR AS scope, coalesce(before, 0) AS before, after, coalesce(gone, 0) AS gone,
       coalesce(changed, 0) AS changed, files
FROM (SELECT year, count(*) AS after FROM came GROUP BY year)
LEFT JOIN replaced USING (year)
ORDER BY year
