-- The store that is published lies beside its release, for reading.
-- {path}  its file, in quotation marks: a path cannot be bound here
ATTACH {path} AS source (READ_ONLY)
