-- The catalogue's entries (`incoming`).
-- $load_id  the load that brought them as they are
INSERT INTO indicator SELECT indicator_id, entry, $load_id FROM incoming
