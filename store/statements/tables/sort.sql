-- A table written anew, in the order that it is asked for.
-- {table}  the table    {columns}  * and what replaces some    {order}  columns
CREATE OR REPLACE TABLE {table} AS SELECT {columns} FROM {table} ORDER BY {order}
