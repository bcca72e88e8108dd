"""Which area does a cell mean: a code, a code that lost its zeros, a code and a name, a name?"""

import re

import numpy as np
import pandas as pd

from data_pipeline.columns.code_forms import base_code
from data_pipeline.columns.values import spread
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from language import _

_CODE_AND_NAME = re.compile(r"(\d{1,4})[\s:,–-]+([^\W\d].*)")  # noqa: RUF001


def area_codes(findings: Findings, column: str, cells: pd.Series, known: Known) -> pd.Index:
    """The code of each distinct text; what is no code of a loaded area is refused by row.

    A name stands for its area where no other area has it.
    """
    named = _codes_by_name(known)
    codes, by_name, several = [], {}, {}
    for text in cells.cat.categories:
        code = _code_of(text, known.area_codes)
        meant = named.get(text.casefold(), []) if code not in known.area_codes else []
        if len(meant) == 1:
            code = by_name[text] = meant[0]
        elif meant:
            several[text] = meant
        codes.append(code)
    result = pd.Index(codes, dtype="str")
    if not len(known.areas):
        findings.note(
            "no_areas", _("no areas are loaded yet, so the codes could not be checked"), column
        )
        return result
    _say(findings, column, cells, result, by_name, known)
    is_unclear = cells.cat.categories.isin(list(several))
    for text, meant in several.items():
        findings.refuse(
            "several_areas",
            column,
            spread(cells, np.asarray(cells.cat.categories == text), fill=False),
            _("several areas have this name: {codes}; write the code").format(
                codes=", ".join(meant)
            ),
        )
    findings.refuse(
        "unknown_area",
        column,
        spread(cells, ~result.isin(known.area_codes) & ~is_unclear, fill=False),
        _("expected the code of a loaded area; municipal codes have four digits: 0180"),
    )
    return result


def _code_of(text: str, known_codes: frozenset[str]) -> str:
    """'1780 Karlstad' -> '1780', '00 Riket' -> '0000', '17 Värmlands län' -> '0017'."""
    if found := _CODE_AND_NAME.fullmatch(text):
        code = base_code(found[1], known_codes)
        return code if code in known_codes else text
    return base_code(text, known_codes)


def _codes_by_name(known: Known) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for code, name in known.area_names.items():
        named.setdefault(str(name).casefold(), []).append(code)
    return named


def _say(
    findings: Findings,
    column: str,
    cells: pd.Series,
    codes: pd.Index,
    by_name: dict[str, str],
    known: Known,
) -> None:
    if by_name:
        pairs = ", ".join(f"{name} = {code}" for name, code in list(by_name.items())[:5])
        findings.assumptions.append(
            _("{column}: areas by their names: {pairs}.").format(column=column, pairs=pairs)
        )
    texts = zip(cells.cat.categories, codes, strict=True)
    filled = [f"{text} = {code}" for text, code in texts if text.isdigit() and text != code]
    if filled:
        findings.assumptions.append(
            _("{column}: codes that had lost their zeros: {pairs}.").format(
                column=column, pairs=", ".join(filled[:5])
            )
        )
    _say_code_and_name(findings, column, cells, codes, known)


def _say_code_and_name(
    findings: Findings, column: str, cells: pd.Series, codes: pd.Index, known: Known
) -> None:
    """Say that the code was taken, and where its name in the store is another."""
    texts = zip(cells.cat.categories, codes, strict=True)
    both = [f"{t} = {c}" for t, c in texts if _CODE_AND_NAME.fullmatch(t) and t != c]
    if both:
        findings.assumptions.append(
            _("{column}: the code before the name was taken: {pairs}.").format(
                column=column, pairs=", ".join(both[:5])
            )
        )
    differs = np.array(
        [
            (found := _CODE_AND_NAME.fullmatch(text)) is not None
            and code in known.area_names
            and not _share_a_word(found[2], str(known.area_names[code]))
            for text, code in zip(cells.cat.categories, codes, strict=True)
        ],
        dtype=bool,
    )
    message = _("the area with this code has another name in the database; the code was taken")
    findings.note("other_name", message, column, spread(cells, differs, fill=False))


def _share_a_word(one: str, other: str) -> bool:
    """'Värmlands län' and 'Region Värmland' do: endings do not count."""
    beginnings = [{word[:4] for word in name.casefold().split()} for name in (one, other)]
    return not beginnings[0].isdisjoint(beginnings[1])
