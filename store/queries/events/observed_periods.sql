-- From when and until when are events of each kind known?
SELECT kind, first_date, last_date FROM observed_period ORDER BY kind
