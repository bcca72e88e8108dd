-- The load that brought the catalogue as it is; no row where it has changed since.
-- $digest  SHA-256 of all its entries
SELECT load_id FROM load WHERE source = 'catalogue' AND sha256 = $digest
