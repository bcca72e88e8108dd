-- Which value of a coarser level each value of a dimension lies in.
-- {finest}, {coarser}  the dimension and its level
SELECT DISTINCT {finest} AS value, {coarser} AS parent
FROM cell
WHERE outcome = 'people'
