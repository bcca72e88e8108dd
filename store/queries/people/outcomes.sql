-- The outcomes of the store's people, in their order.
SELECT name, label_sv, label_en, position
FROM outcome
ORDER BY position
