"""What becomes of identity numbers in a delivered file: found, refused, or replaced by a hash?

What one looks like is said in language/identity_numbers.py, and what a whole column says in
language/identity_columns.py.
"""

import hashlib
import hmac
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

import settings
from data_pipeline.read_files.errors import IdentityNumberInHeader, NoPseudonymKey
from language.identity_columns import identity_numbers_among
from language.identity_numbers import holds_number, masked, one_form

__all__ = ["has_identity_number", "masked", "pseudonym_key", "pseudonyms", "require_plain_header"]


def has_identity_number(distinct: pd.Index) -> np.ndarray:
    """Which of the distinct texts of a column hold an identity number (bool)."""
    return identity_numbers_among(pa.array(distinct, pa.string(), from_pandas=True))


def require_plain_header(name: str, columns: Iterable[str]) -> None:
    """Go on only if no column is called by an identity number; every column name is shown.

    raises  IdentityNumberInHeader
    """
    for position, column in enumerate(columns, start=1):
        if holds_number(column):
            raise IdentityNumberInHeader(name, position, column)


def pseudonym_key() -> bytes:
    """The secret key of the settings, which are refused where it is too short.

    raises  NoPseudonymKey when it is absent
    """
    key = settings.current().pseudonym_key
    if key is None:
        raise NoPseudonymKey
    return key.get_secret_value().encode()


def pseudonyms(distinct: pd.Index, key: bytes) -> pd.Index:
    """Keyed hashes (HMAC-SHA256, 128 bits kept) of ids; one person has one whatever the form."""
    hashed = (
        hmac.new(key, one_form(text).encode(), hashlib.sha256).hexdigest()[:32] for text in distinct
    )
    return pd.Index(["p" + digest for digest in hashed], dtype="str")
