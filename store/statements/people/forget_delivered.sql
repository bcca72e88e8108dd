-- The delivery is in its place.
DROP TABLE delivered
