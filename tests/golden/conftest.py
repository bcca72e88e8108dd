"""The stores that golden values come from, built once a run."""

import pytest

from tests.golden import stores


@pytest.fixture(scope="session")
def golden_stores(tmp_path_factory):
    """Kind of store -> its path; read them, do not write to them."""
    return {
        "sample": stores.build(tmp_path_factory.mktemp("golden")),
        "published": stores.PUBLISHED,
    }
