"""Vilka data finns, varifrån och hur färska är de?"""

from language import _
from ui.data import loading
from ui.data import view as status_view
from ui.page import frame, tables

frame.ensure_frame()
view = frame.drawn(status_view.draw)
frame.header(view.question, view.answer)
tables.show(view.facts)
frame.section(_("What is lacking?"), then=view.lacking)
frame.section(_("Where does it come from?"), then=view.loads + view.coverage)
frame.section(_("Load a file"))
loading.form()
