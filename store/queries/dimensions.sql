-- The dimensions of the store's people, in their order.
SELECT name, role, label_sv, label_en, position
FROM dimension
ORDER BY position
