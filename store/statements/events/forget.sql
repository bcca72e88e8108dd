-- Events of the kinds that come again (`incoming`) are let go of.
DELETE FROM event WHERE kind IN (SELECT DISTINCT kind::VARCHAR FROM incoming)
