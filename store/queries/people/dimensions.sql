-- The dimensions of the store's people, in their order.
SELECT name, role, label_sv, label_en, position, derived_from, level
FROM dimension
ORDER BY position
