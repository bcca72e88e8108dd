"""Do files hold what the page does not show: hidden sheets, properties, workbooks inside slides?"""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from asking import OnlyThreshold, rows
from population import OUTCOME

import language
from analysis.answers import BreakdownQuestion, ChoicesQuestion, ask
from analysis.disclosure.gate import Gate
from reports.hand_over import hand_over_file
from reports.slides import slides_file
from reports.story import need_story
from reports.workbook import needs_workbook
from tests.written_need import evidence, need
from ui.breakdown import view
from ui.draw.palettes import LIGHT
from ui.evidence import figures
from ui.page import file_formats
from ui.state.selection import Selection

BY = ("area_code", "sex")
MAKERS = ("", "Behovsbild", "Steve Canny", "python-docx")  # and who wrote the libraries' templates
ROW = r"<row .*?</row>|<w:tr[ >].*?</w:tr>|<a:tr[ >].*?</a:tr>"


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


@pytest.fixture
def given(store, population, monkeypatch):
    """(gate) -> name -> bytes of every file that can be made of the women and men of 80 or more."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(population.path))

    def made(gate):
        answer = ask(store, BreakdownQuestion(OUTCOME, BY, age="80+"), gate)
        now = replace(
            Selection.default(ask(store, ChoicesQuestion(), gate)),
            by=BY,
            age="80+",
            indicator=OUTCOME,
        )
        monkeypatch.setattr(view, "ask", lambda _question: answer)
        monkeypatch.setattr(view.cache, "policy", lambda: gate.policy)
        file = view.draw(now, LIGHT).file
        seen = figures.of_breakdown(answer, now)
        saved = replace(evidence(), **{f: getattr(seen, f) for f in seen.__dataclass_fields__})
        whole = need(evidence=(saved,))
        return {
            "CSV": file_formats.csv(file.rows, {}),  # without the columns on source and method
            "Excel": file_formats.excel(file.rows, file.about),
            "the list of needs (.xlsx)": needs_workbook([whole]),
            "the hand-over (.docx)": hand_over_file(whole, municipality="Exempelby"),
            "the slides (.pptx) and the workbooks in them": slides_file(
                need_story(whole, municipality="Exempelby"), title="Behov"
            ),
        }

    return made


def small(store):
    """Withheld small cells: label -> true people and cases."""
    shown = rows(store, Gate(), BY, age="80+")
    return {
        f"Område {area}, {row['sex_label']}": (int(row["people"]), int(row["cases"]))
        for (area, sex), row in rows(store, Gate(exact=True), BY, age="80+").items()
        if (1 <= row["people"] <= 4 or 1 <= row["cases"] <= 4)
        and ((area, sex) not in shown or isinstance(shown[area, sex]["withheld"], str))
    }


def parts(data, inside=""):
    """Every member of an archive, also of archives in it, with the path to it."""
    if not data.startswith(b"PK"):
        return {inside: data}
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found |= parts(archive.read(name), f"{inside}/{name}")
    return found


def beside(data, label):
    """Numbers in the rows that begin with a label, whichever way the format has of saying a row."""
    found: set[float] = set()
    whole = parts(data)
    shared = [
        re.sub(r"<[^>]+>", "", item)
        for name, part in whole.items()
        if name.endswith("sharedStrings.xml")
        for item in re.findall(r"<si>(.*?)</si>", part.decode(), flags=re.DOTALL)
    ]
    area, sex = label.split(", ")
    for name, part in whole.items():
        if name.endswith("sharedStrings.xml"):  # they are put where they are used
            continue
        text = part.decode("utf-8", errors="ignore")
        lines = re.findall(
            r"<row .*?</row>|<w:tr[ >].*?</w:tr>|<a:tr[ >].*?</a:tr>", text, re.DOTALL
        )
        for line in lines or text.splitlines():
            line = re.sub(r't="s"[^>]*><v>(\d+)</v>', lambda m: f">{shared[int(m[1])]}<", line)
            plain = re.sub(r"<[^>]*>", " | ", line).replace("färre än 5", " ")
            at = re.search(rf"{area}\b[^a-zåäö]*\b{sex}\b", plain)
            if at:
                told = plain[at.end() :]
                if told.startswith(" ("):  # in running text the reason follows, and other groups
                    told = told.partition(")")[0]
                found |= {float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", told)}
    return found


def test_what_stands_beside_withheld_cells_in_every_file(store, given, attack):
    """In any sheet, hidden or not, in the charts' own workbooks and in every table."""
    cells = small(store)
    assert len(cells) > 5
    ours, bare = given(Gate()), given(OnlyThreshold())
    for name, data in ours.items():
        told = sum(
            bool({float(n) for n in true} & (beside(data, label) - {2024.0}))
            for label, true in cells.items()
        )
        exact = attack(f"{name}, the gate", tried=len(cells), exact=told)
        assert exact == 0, name
    shown = rows(store, OnlyThreshold(), BY, age="80+")
    open_ones = {
        f"Område {area}, {row['sex_label']}": float(row["people"])
        for (area, _sex), row in shown.items()
        if not isinstance(row["withheld"], str)
    }
    for name, data in bare.items():  # so that finding nothing is no fault of the reading
        told = sum(people in beside(data, label) for label, people in open_ones.items())
        attack(f"{name}, true figures of large cells", tried=len(open_ones), exact=told)
        if "slides" not in name:  # slides show shares
            assert told == len(open_ones)


def test_no_file_has_hidden_parts_or_tells_who_made_it(given, attack):
    """Hidden sheets and columns, comments, links outside, the name of whoever was logged in."""
    hidden = []
    for name, data in given(Gate()).items():
        for path, part in parts(data).items():
            text = part.decode("utf-8", errors="ignore")
            hidden += [
                f"{name}{path}: {mark}"
                for mark in ('state="hidden"', 'state="veryHidden"', "<w:vanish/>",
                             "externalLink", "people_key", "cases_key", "person_id", 'show="0"')
                if mark in text
            ]  # fmt: skip
            if "/worksheets/" in path and 'hidden="1"' in text:
                hidden.append(f"{name}{path}: rows or columns")
            if path.endswith("core.xml"):
                by = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", text)
                hidden += [f"{name}: made by {who}" for who in by if who not in MAKERS]
    attack("hidden parts and properties of files", tried=5, exact=len(hidden))
    assert hidden == []
