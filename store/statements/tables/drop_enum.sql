-- A type is about to be made anew.
-- {enum}  the type
DROP TYPE IF EXISTS {enum}
