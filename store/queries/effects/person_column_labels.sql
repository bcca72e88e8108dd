-- Every outcome and background as delivered (no coarser levels): name, is it an outcome, labels.
SELECT name, true AS is_outcome, label_sv, label_en FROM outcome
UNION ALL
SELECT name, false, label_sv, label_en FROM dimension WHERE derived_from IS NULL
ORDER BY is_outcome DESC, name
