-- The dimensions as delivered (no coarser levels) with their roles, in their order.
SELECT name, role FROM dimension WHERE derived_from IS NULL ORDER BY position
