-- Let go of the enum that the present cells hold, so that it can be made anew.
-- {column}  a coarser level
ALTER TABLE cell DROP COLUMN IF EXISTS {column}
