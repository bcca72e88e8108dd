"""What several tests need: real data beside the project where it is there, and small stores."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests import attack_table  # noqa: E402 - found by the line before

os.environ.setdefault("BEHOVSBILD_LANGUAGE", "sv")
# Nobody's own needs are touched, whichever page a test opens.
os.environ["BEHOVSBILD_NEEDS_URL"] = f"sqlite:///{tempfile.mkdtemp(prefix='needs-')}/needs.db"


# What takes long or needs a program beside Python; whoever uses one of them is left out of `make
# quick`.
SLOW_FIXTURES = {"sample_store", "world", "small_folder", "postgres_server", "chromium", "office"}


def pytest_collection_modifyitems(items):
    """Mark as slow what uses a slow fixture, so that a new test need not say so itself."""
    for item in items:
        if SLOW_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def nobody_has_chosen_a_language():
    """A test that speaks English leaves the next one its own choice."""
    from language import chosen

    chosen._chosen.set(None)


@pytest.fixture
def shared() -> Path:
    """The folder of real figures, which only the project's own developers have."""
    folder = ROOT.parent / "shared"
    if not (folder / "real").is_dir():
        pytest.skip("the folder shared/ with real figures does not lie beside the project")
    return folder


@pytest.fixture(scope="session")
def small_store(tmp_path_factory) -> Path:
    """The path of a store that can be counted by hand; read it, do not write to it."""
    import small_municipality

    return small_municipality.build(tmp_path_factory.mktemp("small") / "store.duckdb")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory) -> Path:
    """The path of the whole sample municipality, built once a run; read it, do not write to it."""
    import sample_data
    from data_pipeline.commands.sample import load_sample

    folder = tmp_path_factory.mktemp("sample")
    sample_data.generate(folder / "files")
    path = folder / "store.duckdb"
    load_sample(folder / "files", path)
    return path


def pytest_sessionfinish(session):
    attack_table.hand_over(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    attack_table.take_over(node.config, getattr(node, "workeroutput", {}))


def pytest_terminal_summary(terminalreporter, config):
    attack_table.write(config, terminalreporter.write_line)
