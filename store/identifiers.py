"""Which names may stand in a statement? Those of the store's own dimensions and outcomes.

SQL binds values but not names; every name that varies passes here.
"""

import re
from collections.abc import Iterable, Sequence

from store.errors import UnknownColumn

IDENTIFIER = re.compile(r"[^\W\d]\w*")


def quoted(names: Iterable[str], known: Sequence[str]) -> str:
    """`names` as SQL identifiers, comma separated, each of them checked against `known`."""
    for name in names:
        if name not in known or not IDENTIFIER.fullmatch(name):
            raise UnknownColumn(name, list(known))
    return ", ".join(f'"{name}"' for name in names)
