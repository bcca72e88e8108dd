-- The labelled values of a dimension (`incoming`).
-- $name  the dimension
INSERT OR REPLACE INTO dimension_value SELECT $name, value, label_sv, label_en, position FROM incoming
