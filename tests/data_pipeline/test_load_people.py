"""People files: what loads without a mapping, and what is refused with which words."""

from datetime import date

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.mapping.mapping import mapping_from
from data_pipeline.read_files.errors import BadMapping, ColumnsNotFound, NoPseudonymKey

AREAS = pd.DataFrame(
    {"area_code": ["A1", "A2"], "vintage": 0, "level": "district", "name": ["Haga", "Råtorp"]}
)
TODAY = date(2026, 11, 24)
KNOWN = Known(areas=AREAS, today=TODAY)
HEADER = "person_id;year;sex;age;area;education;placed\n"


def check(text: str, known: Known = KNOWN, **mapping):
    return check_file(text.encode(), "people", mapping_from(mapping), known, name="people.csv")


def refusals(result) -> dict[str, int]:
    return {finding.kind: finding.count for finding in result.report.refusals}


def test_a_file_with_canonical_names_needs_no_mapping():
    result = check(HEADER + "p1;2021;boy;15;A1;low;1\np2;2021;girl;16;A2;;0\np3;2021;girl;;;low;\n")
    assert result.report.rows_kept == 3
    assert result.frame["placed"].tolist() == [True, False, pd.NA]
    assert result.frame["age_years"].tolist() == [15, 16, pd.NA]
    assert result.frame["education"].isna().tolist() == [False, True, False]
    roles = {d.name: d.role for d in result.person_columns.dimensions}
    assert roles == {"sex": "sex", "area": "area", "education": "background"}


@pytest.mark.parametrize(
    "header",
    [
        "pid;år;kön;ålder;område",
        "Case_ID;YEAR;Gender;age_years;District",
        "person;ar;kon;alder;deso",
    ],
)
def test_obvious_synonyms_need_no_mapping(header):
    result = check(header + "\n1;2021;K;15;A1\n")
    assert result.report.rows_kept == 1
    assert {d.role for d in result.person_columns.dimensions} == {"sex", "area"}
    assert result.person_columns.age_years == "age_years"


def test_names_and_values_stay_as_in_the_file():
    result = check("person_id;year;Utbildning (förälder);Sex\n1;2021;Hög;boy\n")
    education, sex = result.person_columns.dimensions
    assert education.name == "utbildning_förälder"
    assert education.values[0][0] == "Hög"
    assert sex.values == [("boy", "Pojkar", "Boys")]


@pytest.mark.parametrize("answers", ["0 1", "true false", "ja nej", "0.0 1.0", "J N", "0,0 1,0"])
def test_yes_and_no_make_an_outcome(answers):
    no, yes = sorted(answers.split(), key=lambda a: a.casefold() in ("1", "true", "ja", "1.0", "j"))
    result = check(f"person_id;year;x\n1;2021;{no}\n2;2021;{yes}\n3;2021;\n")
    assert [o.name for o in result.person_columns.outcomes] == ["x"]


def test_a_column_of_ten_thousand_words_is_still_a_background():
    rows = "".join(f"{i};{year};v{i % 10_000}\n" for i in range(20_000) for year in (2021,))
    result = check("person_id;year;code\n" + rows)
    assert len(result.person_columns.dimensions[0].values) == 10_000


def test_amounts_and_texts_of_ones_own_are_neither_unless_the_mapping_says_so():
    rows = "".join(f"{i};2021;{i * 13.7:.2f};note number {i} is long\n" for i in range(100))
    text = "person_id;year;income;note\n" + rows
    assert not check(text).person_columns.dimensions
    assert {f.column for f in check(text).report.findings} == {"income", "note"}
    said = check(text, dimensions=["income"])
    assert [d.name for d in said.person_columns.dimensions] == ["income"]


def test_small_whole_numbers_are_a_background_also_where_gaps_made_them_floats():
    result = check("person_id;year;quintile\n1;2021;1.0\n2;2021;\n3;2021;5.0\n")
    assert [value for value, _sv, _en in result.person_columns.dimensions[0].values] == ["1", "5"]


def test_the_mapping_decides_what_is_bad_and_what_things_are_called():
    result = check(
        "person_id;year;behörig\n1;2021;ja\n2;2021;nej\n",
        outcomes={"behörig": {"name": "not_eligible", "bad_is": "nej", "sv": "Ej behörig"}},
    )
    assert result.frame["not_eligible"].tolist() == [False, True]
    assert result.person_columns.outcomes[0].label_sv == "Ej behörig"


def test_each_kind_of_wrong_row_is_refused_with_its_row_number():
    result = check(
        HEADER
        + "p1;2021;boy;15;A1;low;1\n"  # row 2, right
        + "p2;20x1;boy;15;A1;low;1\n"  # row 3
        + "p3;2021;boy;150;A1;low;1\n"  # row 4
        + "p4;2021;boy;15;Z9;low;1\n"  # row 5
        + ";2021;boy;15;A1;low;1\n"  # row 6
        + "p5;2021;boy\n"  # row 7
        + "p1;2021;boy;15;A1;low;1\n"  # row 8, row 2 again
    )
    assert refusals(result) == {
        "year": 1,
        "age": 1,
        "unknown_area": 1,
        "no_person": 1,
        "broken_row": 1,
        "repeated": 1,
    }
    assert result.report.rows_kept == 1
    rows = {f.kind: f.examples[0][0] for f in result.report.refusals}
    assert rows["unknown_area"] == 5
    assert rows["broken_row"] == 7
    assert rows["repeated"] == 8
    assert result.refused_rows()["row"].tolist() == [3, 4, 5, 6, 7, 8]


def test_rows_of_one_person_and_year_that_disagree_are_all_refused():
    result = check("person_id;year;sex\n1;2021;boy\n1;2021;girl\n1;2022;boy\n")
    assert refusals(result) == {"contradicting": 2}


def test_an_unknown_area_is_only_a_notice_where_no_areas_are_loaded():
    result = check(HEADER + "p1;2021;boy;15;Z9;low;1\n", Known(today=TODAY))
    assert result.report.rows_kept == 1
    assert "no_areas" in {f.kind for f in result.report.findings}


def test_a_file_without_a_year_asks_for_it():
    with pytest.raises(BadMapping, match="--year"):
        check("person_id;sex\n1;boy\n")
    assert check("person_id;sex\n1;boy\n", year=2021).frame["year"].tolist() == [2021]


def test_a_missing_column_is_answered_with_those_that_are_there():
    with pytest.raises(ColumnsNotFound, match="perso_id"):
        check("perso_id;year\n1;2021\n")


def test_an_identity_number_is_refused_and_never_repeated():
    result = check("person_id;year;note\n19121212-1212;2021;x\np2;2021;tel 19121212-1212\n")
    assert result.report.rows_kept == 0
    everything = result.report.as_text() + result.refused_rows().to_csv()
    assert "1912****-****" in everything
    assert "121212" not in everything


def test_the_mapping_can_have_identity_numbers_hashed(monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_PSEUDONYM_KEY", "en nyckel på sexton+")
    text = "pnr;year\n19121212-1212;2021\n121212+1212;2022\n"
    result = check(text, columns={"person_id": "pnr"}, person_id="pseudonymise")
    assert result.report.rows_kept == 2
    assert result.frame["person_id"].nunique() == 1
    assert "1212" not in "".join(result.frame["person_id"])[:6]


def test_hashing_needs_a_key(monkeypatch):
    monkeypatch.delenv("BEHOVSBILD_PSEUDONYM_KEY", raising=False)
    with pytest.raises(NoPseudonymKey, match="16"):
        check("person_id;year\n19121212-1212;2021\n", person_id="pseudonymise")


def test_a_key_of_the_mapping_that_means_nothing_is_pointed_out():
    with pytest.raises(BadMapping, match="columns"):
        mapping_from({"colums": {"year": "år"}})


def test_a_column_of_the_mapping_that_is_not_there_is_pointed_out():
    with pytest.raises(BadMapping, match="årtal"):
        check("person_id;år\n1;2021\n", columns={"year": "årtal2"}, ignore=["årtal"])


def test_decimal_comma_bom_and_three_broken_rows_leave_nothing_unsaid():
    text = (
        "\ufeffperson_id;year;sex;age;weight\n"
        "1;2021;boy;15;1,5\n2;2021;girl;x;1,5\n3;2021\n4;21;boy;15;2,5\n"
    )
    result = check(text)
    assert result.report.rows_read == 4
    assert result.report.rows_kept == 1
    assert [f.examples[0][0] for f in result.report.refusals] == [5, 3, 4]
