-- The rounded cells of a published store, with all their dimensions.
SELECT *
FROM cell
ORDER BY ALL
