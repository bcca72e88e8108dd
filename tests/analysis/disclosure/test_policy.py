"""A policy that would not protect is refused before anything is shown, with what to do."""

import pytest

from analysis.disclosure.perturbation import TABLE
from analysis.disclosure.policy import BadPolicy, Policy


def policy(tmp_path, text):
    path = tmp_path / "policy.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_policy_that_is_shipped_has_the_safe_defaults():
    assert Policy.from_file() == Policy()
    assert (Policy().smallest_people, Policy().smallest_cases, Policy().smallest_apart) == (5, 5, 5)
    assert Policy().exact_on_screen == ()


def test_what_is_left_out_keeps_its_default(tmp_path):
    given = Policy.from_file(policy(tmp_path, "smallest_people: 10"))
    assert (given.smallest_people, given.smallest_cases) == (10, 5)
    assert given.opens("strategist", "background")


def test_the_environment_names_another_policy(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_POLICY", str(policy(tmp_path, "smallest_cases: 7")))
    assert Policy.from_file().smallest_cases == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("smallest_people: 2", r"\b3\b"),
        ("smallest_cases: few", "smallest_cases"),
        ("smallest_peple: 5", "smallest_people"),
        ("exact_on_screen: [politician]", "politician"),
        ("open_dimensions: {mayor: [sex]}", "mayor"),
        ("open_dimensions: {politician: [income]}", "income"),
        ("groups: {AD-grupp: boss}", "boss"),
        ("session_hours: 100", "session_hours"),
        ("perturbation: none.csv", "none.csv"),
        ("[1, 2", "YAML"),
        ("just words", "smallest_people"),
    ],
)
def test_a_policy_that_would_not_protect_is_refused(tmp_path, text, said):
    with pytest.raises(BadPolicy, match=said) as refused:
        Policy.from_file(policy(tmp_path, text))
    assert "policy.yml" in str(refused.value)


def test_a_missing_policy_is_told_by_its_path(tmp_path):
    with pytest.raises(BadPolicy, match="nowhere"):
        Policy.from_file(tmp_path / "nowhere.yml")


def test_a_table_of_changes_that_shows_ones_is_refused(tmp_path):
    changed = TABLE.read_text().replace("1,-1,2731\n1,2,1364\n1,3,1", "1,0,4096")
    (tmp_path / "mine.csv").write_text(changed)
    with pytest.raises(BadPolicy, match=r"mine\.csv"):
        Policy.from_file(policy(tmp_path, "perturbation: mine.csv"))


def test_another_table_that_protects_is_used(tmp_path):
    (tmp_path / "mine.csv").write_text(TABLE.read_text())
    given = Policy.from_file(policy(tmp_path, "perturbation: mine.csv"))
    assert given.perturbation == tmp_path / "mine.csv"
    assert given.changes().shape == (9, 4096)
