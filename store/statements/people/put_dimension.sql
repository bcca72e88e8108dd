-- A dimension after those that are known; labels that come again win over earlier ones.
-- $name, $role, $sv, $en  as the columns of dimension
INSERT INTO dimension
SELECT $name, $role, $sv, $en, count(*), NULL, NULL FROM dimension
ON CONFLICT (name) DO UPDATE
SET role = excluded.role, label_sv = excluded.label_sv, label_en = excluded.label_en
