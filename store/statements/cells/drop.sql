-- The cells are about to be made anew.
DROP TABLE cell
