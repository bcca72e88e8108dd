"""The guide's published re-placements, and event logs whose figures others have published."""

import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.answers import ask
from analysis.disclosure.gate import Gate
from analysis.flows.question import FlowQuestion
from data_pipeline.__main__ import main as pipeline
from store.read import Store, open_store
from store.writing.write import new_version

MERGES = {"HVB/SiS": ("HVB", "SiS"), "Familjehem/Jourhem": ("Familjehem", "Jourhem")}
ENDS = {"outcomes": ("HVB", "SiS"), "origins": ("HVB", "SiS")}
ASKED = [
    "flow",
    *("--outcome", "HVB,SiS", "--origin", "HVB,SiS"),
    *("--merge", "HVB/SiS=HVB,SiS", "--merge", "Familjehem/Jourhem=Familjehem,Jourhem"),
    *("--support", "Öppenvård", "--gap-days", "7", "--format", "json"),
]


def put(path: Path, events: pd.DataFrame) -> Path:
    """A store at `path` with these events."""
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        load_id = draft.load_number(
            source="sample", target="event", producer="test", address="test", sha256="",
            retrieved_at=datetime(2026, 1, 1), licence="own data",
            rows_read=len(events), rows_kept=len(events),
        )  # fmt: skip
        draft.put_events(events.assign(row_number=range(len(events))), load_id)
    return path


@pytest.fixture(scope="module")
def replacements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(__file__).parents[2].parent / "shared" / "cases" / "replacements"
    if not folder.is_dir():
        pytest.skip("the folder shared/ with the published case does not lie beside the project")
    events = pd.read_csv(folder / "events.csv", keep_default_na=False)
    for column in ("start_date", "end_date"):
        events[column] = pd.to_datetime(events[column])
    events["start_time"] = events["start_date"]
    return put(tmp_path_factory.mktemp("store") / "store.duckdb", events)


@pytest.fixture
def case(replacements: Path) -> Store:
    store = open_store(replacements)
    yield store
    store.close()


def expected(shared: Path) -> dict:
    return json.loads((shared / "cases" / "replacements" / "expected.json").read_text())


def test_the_published_replacements_come_out_to_the_figure(
    replacements: Path, shared: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEHOVSBILD_STORE", str(replacements))
    monkeypatch.setenv("BEHOVSBILD_ALLOW_EXACT", "1")
    assert main([*ASKED, "--exact"]) == 0
    answer, published = json.loads(capsys.readouterr().out), expected(shared)
    patterns = answer["patterns"]
    assert [{k: p[k] for k in ("path", "count", "supported")} for p in patterns] == (
        published["patterns"]
    )
    for name in ("outcome", "origin", "gap_tolerance_days", "total"):
        assert answer[name] == published[name]


def test_without_exact_the_same_paths_carry_protected_figures(
    replacements: Path, shared: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEHOVSBILD_STORE", str(replacements))
    assert main(ASKED) == 0
    patterns = json.loads(capsys.readouterr().out)["patterns"]
    published = expected(shared)["patterns"]
    assert [p["path"] for p in patterns] == [p["path"] for p in published]
    for shown, true in zip(patterns, published, strict=True):
        assert abs(shown["count"] - true["count"]) <= 5  # the cell-key method's largest change
        assert (shown["supported"] is None) == (true["supported"] is None)


@pytest.mark.parametrize(
    ("gap_days", "direct", "nothing", "foster"),
    [
        # Counted by an independent loop over the 272 persons of the case, per tolerance.
        (0, 53, 127, 10),
        (1, 82, 98, 10),
        (3, 102, 78, 16),
        (6, 102, 78, 20),
        (7, 120, 60, 20),
        (30, 120, 60, 20),
    ],
)
def test_the_tolerance_decides_the_figures(
    case: Store, gap_days: int, direct: int, nothing: int, foster: int
) -> None:
    question = FlowQuestion(**ENDS, merges=MERGES, support=("Öppenvård",), gap_days=gap_days)
    answer = ask(case, question, Gate(exact=True))
    counts = {path[1:-1]: n for path, n in answer.paths[["path", "count"]].itertuples(index=False)}
    assert answer.total == 200
    assert counts[()] == direct
    assert counts[("no placement",)] == nothing
    assert counts[("Familjehem/Jourhem",)] == foster


def test_without_units_the_joining_of_types_would_change_the_figures(case: Store) -> None:
    # 64 of the direct moves are from one HVB to another, or one SiS to another, within a week.
    question = FlowQuestion(**ENDS, merges=MERGES, join_types=True)
    answer = ask(case, question, Gate(exact=True))
    assert answer.total == 136
    assert answer.paths["count"].tolist() == [60, 56, 20]


def test_the_answer_is_a_sentence_that_a_politician_can_read(case: Store) -> None:
    question = FlowQuestion(**ENDS, merges=MERGES, support=("Öppenvård",))
    sentence = ask(case, question, Gate(exact=True)).sentence()
    for figure in ("200", "120", "60", "12"):
        assert figure in sentence


MVAD = """load_as: events
columns: {person_id: id}
wide_months: {from: Jul.93, to: Jun.99, kind: state}
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    """What a command says, exactly, of a file loaded as whoever installs it would load it."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.setenv("BEHOVSBILD_ALLOW_EXACT", "1")

    def command(file: Path, question: str, mapping: str | None = None) -> dict:
        options = []
        if mapping:
            (tmp_path / "mapping.yml").write_text(mapping)
            options = ["--mapping", str(tmp_path / "mapping.yml")]
        assert pipeline(["load", str(file), "--as", "events", *options]) == 0
        capsys.readouterr()
        assert main([question, "--exact", "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def test_the_dutch_permits_have_the_variants_that_process_mining_finds(told, shared: Path) -> None:
    log = told(shared / "real" / "eventlogs" / "receipt.csv", "flow-variants")
    assert (log["cases"], log["events"], log["activities"]) == (1434, 8577, 27)
    assert len(log["variants"]) == 116
    assert log["variants"][0]["count"] == 713
    assert sum(v["count"] for v in log["variants"]) == 1434


def test_the_dutch_permits_have_the_pairs_that_process_mining_finds(told, shared: Path) -> None:
    log = told(shared / "real" / "eventlogs" / "receipt.csv", "flow-transitions")
    assert log["pairs"] == len(log["transitions"]) == 99
    assert sum(t["count"] for t in log["transitions"]) == 8577 - 1434


def test_the_running_example_comes_out(told, shared: Path) -> None:
    log = told(shared / "real" / "eventlogs" / "running-example.csv", "flow-transitions")
    assert (log["cases"], log["events"], log["activities"], log["pairs"]) == (6, 42, 8, 16)


def test_monthly_states_go_over_in_each_other_as_published(told, shared: Path) -> None:
    # McVicar & Anyadike-Danes, J. R. Statist. Soc. A 165 (2002): 712 young people, 72 months.
    log = told(shared / "real" / "sequences" / "mvad.csv", "flow-transitions", MVAD)
    assert (log["cases"], log["events"]) == (712, 712 * 72)
    shares = {(t["from"], t["to"]): (t["count"], t["share"]) for t in log["transitions"]}
    assert shares[("joblessness", "joblessness")] == (3892, pytest.approx(0.9039, abs=5e-5))
    assert shares[("joblessness", "employment")] == (182, pytest.approx(0.0423, abs=5e-5))
