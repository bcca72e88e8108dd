"""What the contracts are opened with: a PostgreSQL where there is one, and golden stores."""

from pathlib import Path

import pytest

from tests.golden.conftest import golden_stores  # noqa: F401 - a fixture of ours too
from tests.needs.conftest import postgres_server, postgres_url  # noqa: F401 - fixtures of ours too


@pytest.fixture
def kept() -> Path:
    """The folder of the kept files."""
    return Path(__file__).parent
