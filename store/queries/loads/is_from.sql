-- Whether a load came from a source; no row where there is no such load.
-- $source  as load.source has it    $load_id  the load
SELECT source = $source FROM load WHERE load_id = $load_id
