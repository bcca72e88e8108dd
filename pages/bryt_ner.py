"""Vilka grupper skiljer sig från kommunen i stort, och vilka bär skillnaden?"""

from language import _
from ui.breakdown import view as breakdown_view
from ui.evidence import saving
from ui.page import controls, frame, tables

frame.ensure_frame()
view = frame.drawn(breakdown_view.draw)
frame.header(view.question, view.answer)
controls.splits()
if view.groups:
    frame.chart(view.groups, key="groups")
tables.show(view.table)
tables.downloads(view.file)
saving.breakdown()
if view.carried:
    frame.section(_("Which groups carry the difference?"), view.gap, view.carried)
frame.section(_("How has it developed?"), view.trend_words)
frame.chart(view.trend, key="trend")
tables.show(view.how_we_know)
