-- A person's record key, 0 to 4095: 12 bits of the keyed hash (store/writing/record_key.py).
-- $secret  that the hash is keyed with
CAST('0x' || substr(sha256($secret || person_id), 1, 3) AS USMALLINT)
