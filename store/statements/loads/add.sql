-- Note where rows come from, under the next number; answers the number.
-- $source, $target, $producer, $address, $sha256, $retrieved_at, $licence  as the columns of load
-- $read, $kept, $refused  rows    $version  of Behovsbild
INSERT INTO load
SELECT coalesce(max(load_id), 0) + 1, $source, $target, $producer, $address, $sha256,
       $retrieved_at, $licence, $read, $kept, $refused, $version
FROM load
RETURNING load_id
