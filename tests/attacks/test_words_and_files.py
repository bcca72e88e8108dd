"""What do files, error texts, logs and the list of loads tell that the tables do not?"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from asking import rows
from population import AGES, DISTRICTS, OUTCOME, SEXES

from analysis.answers import BreakdownQuestion, NothingThere, StatusQuestion, ask
from analysis.disclosure.gate import Gate

ROOT = Path(__file__).parent.parent.parent


def analysis(population, *words, **environment):
    """The command line as somebody at the machine runs it."""
    known = {k: v for k, v in os.environ.items() if k != "BEHOVSBILD_ALLOW_EXACT"}
    return subprocess.run(
        [sys.executable, "-m", "analysis", *words, "--store", str(population.path)],
        cwd=ROOT, env={**known, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_csv_and_the_json_hold_what_the_table_holds(store, population, attack):
    """Cell by cell: no column more, no figure in a withheld row, no figure less protected."""
    asked = ["breakdown", "--indicator", OUTCOME, "--by", "age_group,sex", "--area", "K2"]
    shown = rows(store, Gate(), ["age_group", "sex"], area="K2")
    told = pd.DataFrame(json.loads(analysis(population, *asked, "--format", "json").stdout))
    assert not [c for c in told if "key" in c or "true" in c or "person" in c]
    figures = ["people", "cases", "value", "low", "high", "difference", "reference"]
    withheld = told[told["withheld"].notna()]
    assert len(withheld)
    exact = withheld[["people", "cases", "value", "low", "high", "difference"]].notna().sum().sum()
    for row in told[told["withheld"].isna()].to_dict("records"):
        same = shown[row["age_group"], row["sex"]]
        exact += any(
            abs(row[name] - float(same[name])) > 1e-9 for name in figures[:3] if pd.notna(row[name])
        )
    attack("CSV and JSON of the command line", tried=len(told), exact=exact)
    assert exact == 0


def test_exact_figures_are_refused_without_permission(population):
    done = analysis(population, "breakdown", "--indicator", OUTCOME, "--exact")
    assert done.returncode == 2
    assert not done.stdout
    assert "BEHOVSBILD_ALLOW_EXACT" in done.stderr


def test_exact_figures_are_noted_without_any_figure(population, tmp_path):
    log = tmp_path / "access.log"
    done = analysis(
        population, "breakdown", "--indicator", OUTCOME, "--exact",
        BEHOVSBILD_ALLOW_EXACT="1", BEHOVSBILD_ACCESS_LOG=str(log),
    )  # fmt: skip
    assert done.returncode == 0
    [line] = [json.loads(text) for text in log.read_text().splitlines()]
    assert line["exact"] is True
    assert set(line) == {"at", "who", "view", "exact"}


def test_an_error_does_not_tell_nobody_from_somebody(store, population, attack):
    """The same words for a group of nobody as for one that the method makes nobody."""
    cells = population.truth(["area_code", "age", "sex"])
    said: dict[str, set[int]] = {}
    for area in DISTRICTS:
        for age in AGES:
            for sex in SEXES:
                true = int(cells.loc[(area, age, sex), "people"])
                if true <= 1:
                    text = _error(store, area=area, age=age, sex=sex)
                    said.setdefault(text, set()).add(true)
    silent = said.pop("", set())
    assert silent  # some of 1 have a row, withheld
    assert any(len(true) > 1 for true in said.values())
    numbers = [n for text in said for n in re.findall(r"(?<![\w-])\d+(?![\w+-])", text)]
    attack("error texts", tried=len(said), exact=len(numbers))
    assert not numbers


def _error(store, **narrowed):
    try:
        ask(store, BreakdownQuestion(OUTCOME, (), None, **narrowed), Gate())
    except NothingThere as error:
        labels = [f"{label} år" for label in AGES] + [f"Område {k}" for k in DISTRICTS]
        text = str(error)
        for word in sorted([*labels, *SEXES], key=len, reverse=True):
            text = text.replace(word, "")
        return text
    return ""


def test_the_list_of_loads_does_not_count_the_persons(store, population, attack):
    """Rows of a file of persons are persons: told in round numbers."""
    answer = ask(store, StatusQuestion(), Gate())
    loads = answer.loads.set_index("target")
    tables = answer.tables.set_index("table_name")["row_count"]
    told = [int(loads.loc["person_year", "rows_kept"]), int(tables["person_year"])]
    exact = sum(n == len(population.people) for n in told)
    attack("rows of the persons' file in the list of loads", tried=len(told), exact=exact)
    assert exact == 0


@pytest.mark.parametrize("name", ["people_key", "cases_key", "record_key"])
def test_no_answer_has_a_column_of_keys(store, name):
    for row in rows(store, Gate(), ["sex"]).values():
        assert name not in row.index


def test_a_name_that_is_a_formula_is_text_in_the_csv_of_the_command_line(capsys):
    """Formulas would run on the machine of whoever opens the answer; numbers stay numbers."""
    from argparse import Namespace

    from analysis.commands import write

    names = pd.DataFrame({"area": ['=HYPERLINK("http://x")', "@SUM(A1)", "Åsen"],
                          "difference": [-0.5, 0.25, None], "n": [-3, 1, 2]})  # fmt: skip
    write(names, Namespace(format="csv"))
    assert capsys.readouterr().out.splitlines() == [
        "area,difference,n",
        '"\'=HYPERLINK(""http://x"")",-0.5,-3',
        "'@SUM(A1),0.25,1",
        "Åsen,,2",
    ]


@pytest.mark.parametrize("spoken", ["sv", "en"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_no_cell_is_a_formula_whichever_way_the_file_is_cut(spoken, separator):
    """An English file in a Swedish Excel is cut at semicolons, and the other way round."""
    import csv
    import io

    import language
    from ui.page import file_formats

    language.use(spoken)
    sly = [f"Åsen{between}{sign}1+cmd|'/C calc'!A0" for between in ";,\t" for sign in "=+-@＝"]  # noqa: RUF001
    told = file_formats.csv(pd.DataFrame({"year": 2024, "area": sly}), {"Source": sly[0]}).decode(
        "utf-8-sig"
    )
    cells = [cell for row in csv.reader(io.StringIO(told), delimiter=separator) for cell in row]
    assert len(cells) > len(sly)
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝"))]  # noqa: RUF001
