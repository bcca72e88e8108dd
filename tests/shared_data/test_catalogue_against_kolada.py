"""Does the catalogue say the same of Kolada's figures and SCB's tables as they do themselves?"""

import json

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue

CATALOGUE = load_catalogue()
FROM_KOLADA = CATALOGUE.from_kolada()
WITH_UNCERTAINTY = [i for i in CATALOGUE.indicators.values() if i.uncertainty_indicator]


@pytest.fixture
def metadata(shared) -> pd.DataFrame:
    """Kolada's own list of April 2026, by id."""
    table = pd.read_parquet(shared / "real/kolada/kpi_metadata_2026-04.parquet")
    return table.set_index("id")


@pytest.fixture
def values(shared) -> pd.DataFrame:
    folder = shared / "real/kolada/values_2024-08"
    frames = [pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))]
    return pd.concat(frames).drop_duplicates(["kpi", "municipality", "period", "gender"])


def test_every_key_figure_exists_and_is_not_retired(metadata):
    for kolada_id in FROM_KOLADA:
        assert kolada_id in metadata.index
        title = metadata.title[kolada_id]
        assert not pd.Series([title]).str.contains(r"\(-\s?\d{4}\)")[0], title


def test_the_unit_agrees_with_the_tail_of_koladas_title(metadata):
    for kolada_id, indicator in FROM_KOLADA.items():
        title = metadata.title[kolada_id].strip()
        assert indicator.unit_facts.kolada_tail.search(title), (kolada_id, indicator.unit, title)


def test_what_is_divided_by_sex_here_is_divided_by_gender_there(metadata):
    for kolada_id, indicator in FROM_KOLADA.items():
        divided = bool(metadata.is_divided_by_gender[kolada_id])
        assert ("sex" in indicator.breakdowns) == divided, kolada_id


def test_n15428_is_what_issue_and_page_say_it_is(metadata):
    assert metadata.title["N15428"] == (
        "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)"
    )
    assert FROM_KOLADA["N15428"].unit == "share"
    assert FROM_KOLADA["N15428"].comparison_kind == "grundskola"


def test_a_survey_names_its_own_margin_of_error(metadata):
    assert {i.id for i in WITH_UNCERTAINTY} == {"N01452", "U01473", "U01472"}
    for indicator in WITH_UNCERTAINTY:
        margin, of = metadata.title[[indicator.uncertainty_indicator, indicator.kolada_id]]
        assert margin.startswith("Osäkerhetstal - ")
        # one of the three lacks "ängslan," in the margin's title
        assert margin.removeprefix("Osäkerhetstal - ") == of.replace("ängslan, ", "")


def test_every_kind_of_comparable_municipalities_exists_for_karlstad(shared):
    groups = pd.read_parquet(shared / "real/kolada/municipality_groups_2026-04.parquet")
    mine = groups.group_title.str.extract(r"^Liknande kommuner,? (.+), Karlstad, \d{4}$")[0]
    kinds = set(mine.dropna().str.lower())
    assert len(kinds) == 12
    assert {i.comparison_kind for i in CATALOGUE.indicators.values()} <= kinds


def test_a_share_out_of_kolada_lies_between_nought_and_one(values):
    known = values[values.kpi.isin(FROM_KOLADA)].dropna(subset=["value"])
    for kolada_id, figures in known.groupby("kpi").value:
        indicator = FROM_KOLADA[kolada_id]
        if indicator.unit == "share":
            assert (figures * indicator.source.factor).between(0, 1).all(), kolada_id


def test_at_least_twenty_have_recorded_values_for_karlstad(values):
    karlstad = values[(values.municipality == "1780") & values.value.notna()]
    assert len(set(karlstad.kpi) & set(FROM_KOLADA)) >= 20


def recorded(shared, name: str) -> dict:
    return json.loads((shared / "real/scb/raw_v2" / name).read_text(encoding="utf-8-sig"))


def codes_of(answer: dict, variable: str) -> list[str]:
    return list(answer["dimension"][variable]["category"]["index"])


def test_the_parts_of_scbs_index_are_the_codes_of_its_table(shared):
    answer = recorded(shared, "regso_socioek.json")
    asked = {
        code
        for indicator in CATALOGUE.from_scb()
        for table in indicator.source.tables
        if table.table == answer["extension"]["px"]["tableid"]
        for code in table.codes()["ContentsCode"]
    }
    assert asked == set(codes_of(answer, "ContentsCode"))


def test_the_official_index_is_the_mean_of_its_three_shares(shared):
    answer = recorded(shared, "regso_socioek.json")
    _regions, contents, years = answer["size"]
    first = [answer["value"][c * years] for c in range(contents)]  # 1780R001, 2011
    index, _type, *shares = first
    assert index == pytest.approx(sum(shares) / 3, abs=0.05)


def test_the_ages_of_the_population_are_all_used_once(shared):
    answer = recorded(shared, "folkmangd_alder.json")
    (table,) = CATALOGUE.find("scb_population").source.tables
    variable, groups = table.age_group
    parts = [code for label, codes in groups.items() if label != "total" for code in codes]
    assert sorted([*groups["total"], *parts]) == sorted(codes_of(answer, variable))
    assert len(parts) == len(set(parts))
