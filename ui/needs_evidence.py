"""How is saved evidence shown under its need, and has the data changed since?"""

from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from language import _, ngettext
from language.errors import BehovsbildError
from needs.attached import take_away_evidence
from needs.figures import Figures
from needs.need import Evidence, Need
from needs.repository import edit_need
from needs.since import Difference, Kind, differences
from reports import wording
from reports.story import bar_chart, line_chart
from ui import (
    cache,
    frame,
    needs_door,
    needs_forms,
    needs_freeze,
    selection,
    story_pictures,
    tables,
)

MOST_DIFFERENCES = 8


def show(need: Need, evidence: Evidence) -> None:
    """Title, sentence, pictures, what has changed, the table, how we know, and the ways on."""
    frame.section(evidence.title, evidence.sentence)
    tables.show(_since_html(evidence))
    for chart in filter(None, (bar_chart(evidence), line_chart(evidence))):
        tables.show(story_pictures.picture(chart, frame.palette()))
    tables.show(_table_html(evidence) + _how_html(evidence))
    tables.show(tables.links_html((_("Open the view again"), f"./{evidence.link}")))
    _buttons(need, evidence)


def _buttons(need: Need, evidence: Evidence) -> None:
    database, role = needs_door.database(), needs_door.role()
    with st.container(horizontal=True):
        if need.main_evidence != evidence:
            st.button(
                _("Put it on the card"),
                key=f"main_{evidence.id}",
                on_click=needs_forms.do,
                args=(edit_need, database, need.id, need.version),
                kwargs={"changes": {"main_evidence_id": evidence.id}, "role": role},
            )
        st.button(
            _("Take away"),
            key=f"away_{evidence.id}",
            on_click=needs_forms.do,
            args=(take_away_evidence, database, evidence.id),
            kwargs={"role": role},
        )


def _table_html(evidence: Evidence) -> str:
    table = wording.figures_table(evidence)
    rows = pd.DataFrame(table.rows, columns=[f"c{n}" for n in range(len(table.columns))])
    columns = [
        tables.Column(
            title,
            lambda row, place=place: row[place],
            number=0 < place < len(table.columns) - 1,
        )
        for place, title in enumerate(table.columns)
    ]
    return tables.table_html(rows, columns, caption=table.caption)


def _how_html(evidence: Evidence) -> str:
    facts = [
        (_("Source"), wording.source_words(evidence.sources)),
        (_("Year"), str(evidence.figures.year)),
        (_("Persons (n)"), wording.people_words(evidence.figures)),
        (_("Method"), evidence.method),
        *((_("Caveat"), text) for text in wording.caveats_of(evidence)),
        (
            _("Saved"),
            _("{date} by {role}, data version {version}").format(
                date=evidence.saved_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                role=evidence.saved_by,
                version=evidence.data_version,
            ),
        ),
    ]
    told = tables.facts_html([(name, text) for name, text in facts if text])
    title = escape(_("How we know"))
    return f'<details class="bb-details"><summary>{title}</summary>{told}</details>'


def _since_html(evidence: Evidence) -> str:
    """Nothing where the data is the same version; else whether the figures are the same."""
    if evidence.data_version == cache.data_version():
        return ""
    try:
        now = needs_freeze.again(evidence, selection.current())
    except BehovsbildError as error:
        return _box(
            "bb-changed",
            _("The data has changed since this was saved, and the view cannot be asked again:"),
            [str(error)],
        )
    found = _differences(evidence.figures, now.figures)
    if not found:
        return _box(
            "bb-unchanged",
            _("The data has been updated since this was saved. The figures here are the same."),
            [],
        )
    told = ngettext(
        "The data has changed since this was saved: {n} figure here is another.",
        "The data has changed since this was saved: {n} figures here are others.",
        len(found),
    ).format(n=len(found))
    lines = [_difference_words(evidence.figures, now.figures, each) for each in found]
    more = len(lines) - MOST_DIFFERENCES
    shown = lines[:MOST_DIFFERENCES]
    if more > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return _box("bb-changed", told, shown)


@lru_cache(maxsize=64)
def _differences(then: Figures, now: Figures) -> tuple[Difference, ...]:
    return differences(then, now)


def _difference_words(then: Figures, now: Figures, difference: Difference) -> str:
    if difference.kind is Kind.NEW:
        return _("{group}: new, {value}").format(
            group=difference.label, value=_value(now, difference.now)
        )
    if difference.kind is Kind.GONE:
        return _("{group}: no longer there, was {value}").format(
            group=difference.label, value=_value(then, difference.then)
        )
    return _("{group}: was {before}, is now {after}").format(
        group=difference.label,
        before=_value(then, difference.then),
        after=_value(now, difference.now),
    )


def _value(figures: Figures, row: object) -> str:
    return row.withheld or figures.written(row.value)


def _box(style: str, text: str, lines: list[str]) -> str:
    points = "".join(f"<li>{escape(line)}</li>" for line in lines)
    inner = f'<ul class="bb-points">{points}</ul>' if points else ""
    return f'<div class="{style}" role="note"><p>{escape(text)}</p>{inner}</div>'
