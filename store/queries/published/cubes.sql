-- What was rounded when, in a published store. measure: people or cases; digest: keyed, of the true
-- counts; farthest: how many persons the sum that moved most is from the truth
SELECT outcome, year, measure, digest, released_at, farthest
FROM published_cube
ORDER BY outcome, year, measure
