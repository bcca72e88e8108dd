-- A coarser level after the dimensions that are known.
-- $name, $role, $sv, $en, $level  as the columns of dimension    $finest  what it is coarser than
INSERT INTO dimension SELECT $name, $role, $sv, $en, count(*), $finest, $level FROM dimension
