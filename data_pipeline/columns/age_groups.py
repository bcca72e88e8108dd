"""Which age groups does a column hold, where a spreadsheet may have made dates of them?

Excel turns 5-9 into '05-sep' and 10-14 into 'okt-14'. A date is turned back where only one age
group can have been meant, or where one of the two is as wide as the column's other groups.
"""

import re
from collections import Counter

import numpy as np
import pandas as pd

from data_pipeline.columns.dates import MONTH_OF, dates
from data_pipeline.columns.values import spread
from data_pipeline.findings.report import Findings
from language import _

TOTAL_AGES = ("total", "totalt", "tot", "alla", "samtliga", "all", "alla åldrar")
_GROUP = re.compile(r"(\d{1,3})-(\d{1,3})")
_DAY_MONTH = re.compile(r"(\d{1,2})[-. ]([a-zå-ö]{3})[a-z]*\.?")
_MONTH_YEAR = re.compile(r"([a-zå-ö]{3})[a-z]*\.?[-. ](?:19|20)?(\d{2})")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?|\d{1,2}/\d{1,2}/\d{4}")


def age_groups(findings: Findings, column: str, cells: pd.Series) -> np.ndarray:
    """The age group of each row: '16-19', 'total'; dates that cannot be turned back are refused."""
    texts = [_plain(text) for text in cells.cat.categories]
    width = _usual_width(texts)
    read, turned, lost = [], {}, []
    for written, text in zip(cells.cat.categories, texts, strict=True):
        meant = _meant(text)
        if meant is None:
            read.append(text)
            lost.append(False)
            continue
        fitting = [g for g in meant if g[1] - g[0] == width] if len(meant) > 1 else meant
        lost.append(len(fitting) != 1)
        read.append(text if len(fitting) != 1 else f"{fitting[0][0]}-{fitting[0][1]}")
        if len(fitting) == 1:
            turned[written] = read[-1]
    findings.refuse(
        "age_date",
        column,
        spread(cells, np.array(lost, dtype=bool), fill=False),
        _("an age group that a spreadsheet has made a date of; write it as text, such as 5-9"),
    )
    if turned:
        pairs = ", ".join(f"{written} = {group}" for written, group in turned.items())
        findings.assumptions.append(
            _("{column}: age groups that had become dates were turned back: {pairs}.").format(
                column=column, pairs=pairs
            )
        )
    return spread(cells, np.array(read, dtype=object), fill=None)


def _plain(text: str) -> str:
    """'16–19 år' -> '16-19', 'Totalt' -> 'total'."""  # noqa: RUF002 - as agencies write it
    plain = text.casefold().replace("–", "-").removesuffix("år").strip()  # noqa: RUF001
    return "total" if plain in TOTAL_AGES else plain


def _usual_width(texts: list[str]) -> int | None:
    widths = Counter(int(f[2]) - int(f[1]) for t in texts if (f := _GROUP.fullmatch(t)))
    return widths.most_common(1)[0][0] if widths else None


def _meant(text: str) -> list[tuple[int, int]] | None:
    """The age groups that a date may have been typed as; None: it is no date."""
    if (found := _DAY_MONTH.fullmatch(text)) and found[2] in MONTH_OF:
        pairs = [(int(found[1]), MONTH_OF[found[2]])]
    elif (found := _MONTH_YEAR.fullmatch(text)) and found[1] in MONTH_OF:
        pairs = [(MONTH_OF[found[1]], int(found[2]))]
    elif _DATE.fullmatch(text):
        when = dates(pd.Index([text], dtype="str")).when[0]
        if np.isnat(when):
            return []
        year, month, day = map(int, str(when)[:10].split("-"))
        pairs = [(day, month), *([(month, year % 100)] if day == 1 else [])]
    else:
        return None
    return [(first, last) for first, last in dict.fromkeys(pairs) if first < last]
