-- The coarser levels are described anew with every load of people.
DELETE FROM dimension WHERE derived_from IS NOT NULL
