"""Does any text in a draft of the store hold a personal identity number?

The checks of a delivered file refuse such rows long before. This is the last look, at what lies in
the tables whichever way it came there: labels and names out of a mapping, a file's name, values
that a check never thought of. One number is enough to refuse the whole load.
"""

import duckdb
import pyarrow as pa

from language import _
from language.identity_columns import identity_numbers_among
from language.identity_numbers import masked
from store import sql
from store.errors import IdentityNumberInStore

# Random or hashed hexadecimal signs, made here: nothing of a person can be in them.
MADE_HERE = {("load", "sha256"), ("store_meta", "data_version")}


def refuse_identity_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Go on only if no text of the tables, no column name and no enum value holds a number.

    raises  IdentityNumberInStore for the first place that has one
    """
    columns = con.execute(sql.query("loads/columns")).fetchall()
    names = sorted({name for _table, name, _is_text in columns})
    _refuse_among(_("the columns' names"), pa.array(names))
    for table, column, is_text in columns:
        if is_text and (table, column) not in MADE_HERE:
            texts = sql.query("loads/distinct_texts", column=f'"{column}"', table=f'"{table}"')
            distinct = con.sql(texts).to_arrow_table()
            _refuse_among(f"{table}.{column}", distinct["text"].combine_chunks())
    enums = con.execute(sql.query("loads/enums")).fetchall()
    for name, values in enums:
        _refuse_among(name, pa.array(values, pa.string()))


def _refuse_among(place: str, distinct: pa.Array) -> None:
    holds = identity_numbers_among(distinct)
    if holds.any():
        first = distinct[int(holds.argmax())].as_py()
        raise IdentityNumberInStore(place, int(holds.sum()), masked(first))
