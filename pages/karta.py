"""Var är förutsättningar och resultat bättre och sämre, och hänger de ihop?"""

from language import _
from ui import (
    frame,
    map_page,
    map_settings,
    needs_save,
    own_area_view,
    relation_view,
    tables,
)
from ui.selection import current

frame.ensure_frame()
top, choices = map_page.places()
with choices:
    asked = map_settings.settings(current())
    map_settings.widgets(asked)
view = map_page.view_of(asked, top)
with top:
    frame.header(view.question, view.answer)
left, right = map_page.beside(view)
with left:
    map_page.map_of(view)
    map_settings.years(view.year, view.years)
with right:
    map_page.meaning(view)
    map_settings.extras(asked)
    map_page.area_box(view)
    map_page.click_widget()
map_page.twin(current())
needs_save.area_map()
relation = relation_view.of(current(), frame.palette())
if relation:
    frame.section(relation.title, relation.sentence)
    if relation.scatter:
        frame.chart(relation.scatter, key="relation")
        map_settings.weight_widget()
    tables.show(relation.html)
index = relation_view.index_of(current(), frame.palette())
if index:
    frame.section(_("What is the index, and how firm is its order?"), index.sentence)
    map_settings.index_widgets(asked)
    tables.show(index.sensitivity + index.tenths)
frame.section(_("An area of your own"), _("Put whole areas together and see them as one."))
own_area_view.widgets(view.names)
own_area_view.show(view.names)
tables.show(view.how_we_know)
