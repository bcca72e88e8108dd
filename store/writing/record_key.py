"""With which secret do persons get their record keys, so that they stay the same for ever?

The cell-key method (analysis/disclosure/gate.py) needs a permanent, secret key for each person. It
is a keyed hash of the pseudonym: the secret is BEHOVSBILD_RECORD_KEY, else a file beside the store
that the first load makes and only its owner may read. Fictional people have a public one, so that
the sample shows the same figures everywhere.
"""

import os
import secrets
from pathlib import Path

import settings

SAMPLE_SECRET = "exempelby"  # noqa: S105 - protects nobody: the people are invented


def record_secret(store: Path, *, is_sample: bool) -> str:
    """The secret of the store at `store`, made and kept beside it at first use."""
    if is_sample:
        return SAMPLE_SECRET
    if given := settings.current().record_key:
        return given.get_secret_value()
    kept = store.parent / "record-key"
    if not kept.exists():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return kept.read_text()
