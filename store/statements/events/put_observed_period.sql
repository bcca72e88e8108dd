-- From and until when events of each kind are known (`incoming`): as is said, else the first and
-- last day.
-- $first, $last  dates, or NULL
INSERT OR REPLACE INTO observed_period
SELECT kind, coalesce($first::DATE, min(start_date)),
       coalesce($last::DATE, max(greatest(start_date, coalesce(end_date, start_date))))
FROM incoming
GROUP BY kind
