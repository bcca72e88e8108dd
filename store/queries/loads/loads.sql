-- Every load, the newest first.
SELECT load_id, source, target, producer, address, sha256, retrieved_at, licence,
       rows_read, rows_kept, rows_refused, tool_version
FROM load
ORDER BY load_id DESC
