-- A store that holds nothing yet says so.
-- $version  of the schema    $now  UTC
INSERT INTO store_meta VALUES ($version, NULL, false, '', $now)
