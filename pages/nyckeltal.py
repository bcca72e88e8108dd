"""Vilka resultat är sämre än de borde vara?"""

from ui.evidence import saving
from ui.key_figures import view as overview_view
from ui.page import frame, tables

frame.ensure_frame()
view = frame.drawn(overview_view.draw)
frame.header(view.question, view.answer)
tables.show(view.table + view.notes)
tables.downloads(view.file)
if view.chosen:
    frame.section(view.chosen.title, view.chosen.words)
    frame.chart(view.chosen.picture, key="compared")
    tables.show(view.chosen.links)
    saving.overview()
tables.show(view.how_we_know)
