-- Comparison groups that came with the municipality's own files.
SELECT DISTINCT group_id
FROM comparison_group JOIN load USING (load_id)
WHERE load.source = 'own'
