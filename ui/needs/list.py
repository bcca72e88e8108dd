"""Which needs are there, and how is a new one begun?"""

import pandas as pd
import streamlit as st

from analysis.answers import ChoicesQuestion
from language import _, ngettext
from needs.need import Need
from needs.repository import begin_need, edit_need
from needs.status import Status
from reports.workbook import needs_workbook
from ui.ask import ask
from ui.ask import needs as needs_door
from ui.needs import forms
from ui.page import file_formats, frame, tables
from ui.state import session
from ui.state.selection import Selection


def show(needs: tuple[Need, ...]) -> None:
    """The list, a form for a new need, and the list as a file."""
    frame.header(_("Which needs have we seen, and how far have they come?"), _sentence(needs))
    forms.tell()
    if needs:
        tables.show(_table_html(needs, session.current()))
        st.download_button(
            _("Download Excel"),
            tables.when_asked(lambda: needs_workbook(needs)),
            file_name="behovsbild_behov.xlsx",
            mime=file_formats.EXCEL,
            on_click="ignore",
            key="needs_workbook",
        )
    frame.section(
        _("A new need"),
        _("Begin with what those who work there see. The figures come afterwards."),
    )
    with st.form("new_need", border=True, clear_on_submit=False):
        st.text_input(_("Title"), key="new_title", max_chars=200)
        st.text_area(_("The staff's picture"), key="new_picture")
        st.form_submit_button(_("Begin the need"), on_click=_begin)


def address(now: Selection, need_id: int) -> str:
    """The address of one need."""
    return now.link("behov", extra=(("behov", str(need_id)),))


def _begin(*, names_are_fine: bool = False) -> None:
    title, picture = (session.told_by(key) or "" for key in ("new_title", "new_picture"))
    if not names_are_fine and forms.held_for_names(
        [title, picture], lambda: _begin(names_are_fine=True)
    ):
        return
    forms.do(_begun, title, picture, said=_("The need is begun: it stands first in the list."))


def _begun(title: str, picture: str) -> None:
    database, role = needs_door.database(), needs_door.role()
    need = begin_need(database, title, theme=session.current().theme, role=role)
    if picture.strip():
        edit_need(database, need.id, need.version, {"staff_picture": picture}, role=role)


def _sentence(needs: tuple[Need, ...]) -> str:
    alive = [need for need in needs if need.status is not Status.SET_ASIDE]
    if not alive:
        return _("No need is written down yet. Save a view as evidence, or begin one here.")
    told = ngettext("{n} need is being worked on", "{n} needs are being worked on", len(alive))
    ready = sum(need.status not in (Status.NOTICED, Status.SET_ASIDE) for need in alive)
    verified = ngettext("{n} is verified", "{n} are verified", ready)
    return f"{told.format(n=len(alive))}, {verified.format(n=ready)}."


def _table_html(needs: tuple[Need, ...], now: Selection) -> str:
    themes = ask(ChoicesQuestion()).themes
    rows = pd.DataFrame({"need": list(needs)})
    columns = [
        tables.Column(
            _("Need"), lambda row: row.need.title, link=lambda row: address(now, row.need.id)
        ),
        tables.Column(_("Target group"), lambda row: row.need.target_group.words),
        tables.Column(_("Theme"), lambda row: themes.get(row.need.theme, "")),
        tables.Column(_("Status"), lambda row: row.need.status.words),
        tables.Column(_("Saved views"), lambda row: str(len(row.need.evidence)), number=True),
        tables.Column(_("People's words"), lambda row: str(len(row.need.voices)), number=True),
        tables.Column(_("Changed"), lambda row: row.need.changed_at.date().isoformat()),
    ]
    return tables.table_html(rows, columns, caption=_("Needs, the latest changed first"))
