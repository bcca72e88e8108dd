-- Let go of all shapes: an area is about to change.
DELETE FROM light_shape;
DELETE FROM neighbour
