-- A version of the store is whole.
-- $version  new with every load    $now  UTC
UPDATE store_meta SET data_version = $version, built_at = $now
