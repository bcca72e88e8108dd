"""Vilka grupper döljer medelvärdet, och vem är den grupp som jag själv avgränsar?"""

import streamlit as st

from language import _
from ui import (
    delimited_view,
    frame,
    needs_save,
    tables,
    target_controls,
    target_question,
    target_theme_view,
    variation_view,
)

frame.ensure_frame()
with (title := st.container()):
    frame.header(target_question.page_question(), "")
part = target_controls.question()
if not part:
    st.info(target_question.none_words())
elif part == target_question.FOUND:
    target_controls.finder()
    found = target_controls.searched(target_theme_view.draw)
    with title:
        tables.show(found.answer)
    if found.file:
        frame.section(_("Groups found"), "", found.cards)
        frame.section(_("All figures"), "", found.table)
        tables.downloads(found.file)
    tables.show(found.how_we_know)
elif part == target_question.BY_HAND:
    target_controls.conditions()
    group = target_controls.searched(delimited_view.draw)
    with title:
        tables.show(group.answer)
    tables.show(group.facts + group.links)
    frame.section(_("How has it developed?"))
    frame.chart(group.trend, key="trend")
    if group.file:
        tables.downloads(group.file)
    for heading, told, table in group.parts:
        frame.section(heading, told, table)
    target_controls.cost(group)
    target_controls.save()
    tables.show(group.how_we_know)
else:
    spread = frame.drawn(variation_view.draw)
    with title:
        tables.show(spread.answer)
    frame.chart(spread.spread, key="spread")
    if spread.funnel:
        frame.section(_("Which small areas are unusual?"), spread.funnel_words)
        frame.chart(spread.funnel, key="funnel")
    frame.section(_("All figures"), "", spread.table)
    tables.downloads(spread.file)
    tables.show(spread.how_we_know)
needs_save.groups(part, title)
