-- The catalogue is put in anew with every load.
DELETE FROM indicator
