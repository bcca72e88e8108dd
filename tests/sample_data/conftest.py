"""A small Exempelby as files, and the whole one as it is before it is written, once a run."""

import pytest

from sample_data import DEFAULT_SEED, generate
from sample_data.world import make_world

SMALL = 0.05


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory):
    """The files of a twentieth of Exempelby."""
    folder = tmp_path_factory.mktemp("exempelby")
    generate(folder, scale=SMALL)
    return folder


@pytest.fixture(scope="session")
def world():
    """All of Exempelby, which the README describes."""
    return make_world(DEFAULT_SEED, 1.0)
