"""Genom vilka vägar kom de hit, och var saknades stödet?"""

from language import _
from ui.evidence import saving
from ui.flows import controls, people_view, time_view
from ui.flows import view as flow_view
from ui.page import frame, tables

frame.ensure_frame()
view = frame.drawn(flow_view.draw)
frame.header(view.question, view.answer)
tables.show(view.point)
controls.question()
if view.picture:
    frame.chart(view.picture, key="flow")
tables.show(view.legend)
if view.file:
    frame.section(_("The paths, the most common first"), "", view.table)
    tables.downloads(view.file)
    saving.flow()
    frame.section(_("The rules that decide the figures"), "", view.rules)
    controls.rules()
people = frame.drawn(people_view.draw)
if people.who_table:
    frame.section(_("Who are they?"), people.who_words)
    controls.path()
    if people.picture:
        frame.chart(people.picture, key="support")
    tables.show(people.links + people.who_table)
    tables.downloads(people.who_file)
    frame.section(_("When could support have been given?"), people.missed_words, people.missed)
    if people.missed_file:
        tables.show(people.missed_table)
        tables.downloads(people.missed_file)
time = frame.drawn(time_view.draw)
if time.curves:
    frame.section(time.forward_title, time.forward_words)
    controls.first_event()
    frame.chart(time.curves, key="curves")
    tables.show(time.risk + time.came_next)
    tables.downloads(time.forward_file)
if time.years_file:
    frame.section(_("Are they the same individuals from year to year?"), time.years_words)
    if time.bars:
        frame.chart(time.bars, key="years")
    tables.show(time.years_table)
    tables.downloads(time.years_file)
tables.show(view.how_we_know)
