-- What was rounded when (`incoming`): how a published store is told from others.
CREATE TABLE published_cube AS
SELECT outcome::VARCHAR AS outcome, year::SMALLINT AS year, measure::VARCHAR AS measure,
       digest::VARCHAR AS digest, released_at::TIMESTAMP AS released_at,
       farthest::INTEGER AS farthest
FROM incoming
