"""Which stores do the golden values come from? Exempelby at a tenth, and one published from it.

What differs from build to build (when, and under which version) is set to one day of its own, so
that nothing of it need be masked. The published store lies among the contracts: making it takes
long, and opening it again is what municipalities do.
"""

from pathlib import Path

import duckdb

import sample_data
from data_pipeline.commands.sample import load_sample

SEED, SCALE = 1, 0.1
DAY = "2001-02-03 04:05:06"
SAMPLE, RELEASE = "golden-sample", "golden-release"  # answers are kept by it: never the same twice
PUBLISHED = Path(__file__).parent.parent / "contracts" / "published_store.duckdb"


def build(folder: Path) -> Path:
    """Exempelby, small and the same every day."""
    path = folder / "store.duckdb"
    sample_data.generate(folder / "files", seed=SEED, scale=SCALE)
    load_sample(folder / "files", path)
    settle(path, SAMPLE)
    return path


def settle(path: Path, version: str) -> None:
    """Give the store a day and a version that do not change from build to build."""
    with duckdb.connect(str(path)) as store:
        store.execute(
            "UPDATE load SET retrieved_at = $day, tool_version = $version",
            {"day": DAY, "version": version},
        )
        store.execute(
            "UPDATE store_meta SET built_at = $day, data_version = $version",
            {"day": DAY, "version": version},
        )
