"""Vad betyder siffran, och var kommer den ifrån?"""

from language import _
from ui.data import definitions
from ui.page import frame, tables

frame.ensure_frame()
view = frame.drawn(definitions.draw)
frame.header(view.question, view.answer)
tables.show(view.facts)
frame.section(_("What to watch out for"), then=view.watch_out)
frame.section(_("Where the figures come from"), then=view.loads)
frame.section(_("All key figures"), then=view.catalogue)
