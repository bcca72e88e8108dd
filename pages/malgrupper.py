"""Vilka grupper döljer medelvärdet, och vem är den grupp som jag själv avgränsar?"""

import streamlit as st

from language import _
from ui.evidence import saving
from ui.page import frame, tables
from ui.target_groups import choices, controls, custom_view, spread_view, theme_view

frame.ensure_frame()
with (title := st.container()):
    frame.header(choices.page_question(), "")
part = controls.question()
if not part:
    st.info(choices.none_words())
elif part == choices.FOUND:
    controls.finder()
    found = controls.searched(theme_view.draw)
    with title:
        tables.show(found.answer)
    if found.file:
        frame.section(_("Groups found"), "", found.cards)
        frame.section(_("All figures"), "", found.table)
        tables.downloads(found.file)
    tables.show(found.how_we_know)
elif part == choices.BY_HAND:
    controls.conditions()
    group = controls.searched(custom_view.draw)
    with title:
        tables.show(group.answer)
    tables.show(group.facts + group.links)
    frame.section(_("How has it developed?"))
    frame.chart(group.trend, key="trend")
    if group.file:
        tables.downloads(group.file)
    for heading, told, table in group.parts:
        frame.section(heading, told, table)
    controls.cost(group)
    controls.save()
    tables.show(group.how_we_know)
else:
    spread = frame.drawn(spread_view.draw)
    with title:
        tables.show(spread.answer)
    frame.chart(spread.spread, key="spread")
    if spread.funnel:
        frame.section(_("Which small areas are unusual?"), spread.funnel_words)
        frame.chart(spread.funnel, key="funnel")
    frame.section(_("All figures"), "", spread.table)
    tables.downloads(spread.file)
    tables.show(spread.how_we_know)
saving.groups(part, title)
