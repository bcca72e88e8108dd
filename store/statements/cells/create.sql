-- The first cells, those of everyone.
-- See cells/cells_of.sql for {outcome}, {by}, {parents}, {case}, {asked}, {joins}.
CREATE TABLE cell AS
{include cells/cells_of}
