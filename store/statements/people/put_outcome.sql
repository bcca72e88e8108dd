-- An outcome after those that are known; labels that come again win over earlier ones.
-- $name, $sv, $en  as the columns of outcome
INSERT INTO outcome
SELECT $name, $sv, $en, count(*) FROM outcome
ON CONFLICT (name) DO UPDATE SET label_sv = excluded.label_sv, label_en = excluded.label_en
