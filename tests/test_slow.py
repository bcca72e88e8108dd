"""A test that builds the sample or needs a program is left out of `make quick` by itself."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def marks_of(request):
    """Fixtures of a test -> the names of the marks that it gets."""
    [conftest] = [
        plugin
        for plugin in request.config.pluginmanager.get_plugins()
        if hasattr(plugin, "SLOW_FIXTURES")
    ]

    def marks(*fixtures):
        got = []
        item = SimpleNamespace(fixturenames=fixtures, add_marker=lambda mark: got.append(mark.name))
        conftest.pytest_collection_modifyitems([item])
        return got

    return marks


def test_whoever_uses_a_slow_fixture_is_slow_also_by_way_of_another(marks_of):
    assert marks_of("store", "sample_store") == ["slow"]  # pytest lists the fixtures of fixtures
    assert marks_of("chromium") == marks_of("office") == marks_of("postgres_server") == ["slow"]


def test_whoever_uses_none_is_not(marks_of):
    assert marks_of("small_store", "tmp_path") == []
