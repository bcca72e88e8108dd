-- The cells of one outcome more.
-- See cells/cells_of.sql for {outcome}, {by}, {parents}, {case}, {asked}, {joins}.
INSERT INTO cell
{include cells/cells_of}
