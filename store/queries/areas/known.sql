-- Every area that is loaded, without its boundary: codes in a delivered file are held against it.
SELECT area_code, vintage, level::VARCHAR AS level, name FROM area ORDER BY area_code, vintage
