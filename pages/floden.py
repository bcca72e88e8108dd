"""Genom vilka vägar kom de hit, och var saknades stödet?"""

from language import _
from ui import flow_controls, flow_view, frame, tables

frame.ensure_frame()
view = frame.drawn(flow_view.draw)
frame.header(view.question, view.answer)
flow_controls.question()
if view.picture:
    frame.chart(view.picture, key="flow")
tables.show(view.legend)
if view.file:
    frame.section(_("The paths, the most common first"), "", view.table)
    tables.downloads(view.file)
    frame.section(_("The rules that decide the figures"), "", view.rules)
    flow_controls.rules()
tables.show(view.how_we_know)
