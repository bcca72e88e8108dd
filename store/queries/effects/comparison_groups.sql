-- What a delivery of comparison groups (`incoming`) does to each group in it.
WITH came AS (
    SELECT group_id::VARCHAR AS group_id, title::VARCHAR AS title, theme::VARCHAR AS theme,
           member_code::VARCHAR AS member_code
    FROM incoming
),
here AS (SELECT * FROM comparison_group WHERE group_id IN (SELECT group_id FROM came)),
replaced AS (
    SELECT here.group_id, count(*) AS before, count_if(came.group_id IS NULL) AS gone,
           count_if(here.title <> came.title OR here.theme <> came.theme) AS changed,
           string_agg(DISTINCT CASE WHEN source = 'own' THEN address ELSE producer END, ', ')
               AS files
    FROM here LEFT JOIN load USING (load_id)
    LEFT JOIN came ON came.group_id = here.group_id AND came.member_code = here.member_code
    GROUP BY here.group_id
)
SELECT group_id AS scope, coalesce(before, 0) AS before, after, coalesce(gone, 0) AS gone,
       coalesce(changed, 0) AS changed, files
FROM (SELECT group_id, count(*) AS after FROM came GROUP BY group_id)
LEFT JOIN replaced USING (group_id)
ORDER BY group_id
