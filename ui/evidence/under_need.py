"""How is saved evidence shown under its need, and has the data changed since?"""

from html import escape

import pandas as pd
import streamlit as st

from language import _, ngettext
from language.errors import BehovsbildError
from needs.changes import Difference, Kind, differences
from needs.evidence_and_voices import take_away_evidence
from needs.need import Evidence, Need
from needs.repository import edit_need
from reports import wording
from reports.charts import charts_of
from ui.ask import cache, needs
from ui.draw import svg_charts
from ui.evidence import again
from ui.needs import forms
from ui.page import frame, tables
from ui.state import session

MOST_DIFFERENCES = 8
WIDTH = 800  # units of a picture: readable on a phone too


def show(need: Need, evidence: Evidence) -> None:
    """Title, sentence, pictures, what has changed, the table, how we know, and the ways on."""
    frame.section(evidence.title, evidence.sentence)
    tables.show(_since_html(evidence))
    for chart in charts_of(evidence.figures):
        tables.show(svg_charts.picture(chart, frame.palette(), width=WIDTH))
    tables.show(_table_html(evidence) + _how_html(evidence))
    tables.show(tables.links_html((_("Open the view again"), f"./{evidence.link}")))
    _buttons(need, evidence)


def _buttons(need: Need, evidence: Evidence) -> None:
    database, role = needs.database(), needs.role()
    with st.container(horizontal=True):
        if need.main_evidence != evidence:
            st.button(
                _("Put it on the card"),
                key=f"main_{evidence.id}",
                on_click=forms.do,
                args=(edit_need, database, need.id, need.version),
                kwargs={"changes": {"main_evidence_id": evidence.id}, "role": role},
            )
        st.button(
            _("Take away"),
            key=f"away_{evidence.id}",
            on_click=forms.do,
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
            number=place > 0 and any(row[place][:1].isdigit() for row in table.rows),
        )
        for place, title in enumerate(table.columns)
    ]
    return tables.table_html(rows, columns, caption=table.caption)


def _how_html(evidence: Evidence) -> str:
    facts = [
        (_("Source"), wording.source_words(evidence.sources)),
        (_("Year"), evidence.figures.period),
        (wording.people_label(evidence.figures), wording.people_words(evidence.figures)),
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
        now = again.again(evidence, session.current())
    except BehovsbildError as error:
        return _box(
            "bb-changed",
            _("The data has changed since this was saved, and the view cannot be asked again:"),
            [str(error)],
        )
    found = differences(evidence.figures, now.figures)
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
    told = " ".join(filter(None, (told, _beyond_words(found))))
    lines = [_difference_words(each) for each in found]
    more = len(lines) - MOST_DIFFERENCES
    shown = lines[:MOST_DIFFERENCES]
    if more > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return _box("bb-changed", told, shown)


def _beyond_words(found: tuple[Difference, ...]) -> str:
    """How many moved further than their old interval; '' where none has an interval."""
    held = [each.is_beyond for each in found if each.is_beyond is not None]
    if not held:
        return ""
    beyond = sum(held)
    if not beyond:
        return _("None has moved out of its old interval: it may be chance.")
    return ngettext(
        "{n} has moved out of its old interval, further than chance usually carries.",
        "{n} have moved out of their old intervals, further than chance usually carries.",
        beyond,
    ).format(n=beyond)


def _difference_words(found: Difference) -> str:
    if found.kind is Kind.NEW:
        return _("{group}: new, {value}").format(group=found.label, value=found.after)
    if found.kind is Kind.GONE:
        return _("{group}: no longer there, was {value}").format(
            group=found.label, value=found.before
        )
    told = _("{group}: was {before}, is now {after}").format(
        group=found.label, before=found.before, after=found.after
    )
    if found.is_beyond is None:
        return told
    where = _("outside the old interval") if found.is_beyond else _("inside the old interval")
    return f"{told} ({where})"


def _box(style: str, text: str, lines: list[str]) -> str:
    points = "".join(f"<li>{escape(line)}</li>" for line in lines)
    inner = f'<ul class="bb-points">{points}</ul>' if points else ""
    return f'<div class="{style}" role="note"><p>{escape(text)}</p>{inner}</div>'
