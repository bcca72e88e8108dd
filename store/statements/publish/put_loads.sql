-- The loads of public figures.
-- $public  list of sources that are public
INSERT INTO load
SELECT * FROM source.load
WHERE list_contains($public, source) AND target NOT IN ('person_year', 'event', 'cell')
