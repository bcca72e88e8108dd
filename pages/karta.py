"""Var är förutsättningar och resultat bättre och sämre, och hänger de ihop?"""

from language import _
from ui.evidence import saving
from ui.map import choices as map_settings
from ui.map import correlation_view, own_area_view, page
from ui.page import frame, tables
from ui.state.session import current

frame.ensure_frame()
top, choices = page.places()
with choices:
    asked = map_settings.settings(current())
    map_settings.widgets(asked)
view = page.view_of(asked, top)
with top:
    frame.header(view.question, view.answer)
left, right = page.beside(view)
with left:
    page.map_of(view)
    map_settings.years(view.year, view.years)
with right:
    page.meaning(view)
    map_settings.extras(asked)
    page.area_box(view)
    page.click_widget()
page.twin(current())
saving.area_map()
relation = correlation_view.of(current(), frame.palette())
if relation:
    frame.section(relation.title, relation.sentence)
    if relation.scatter:
        frame.chart(relation.scatter, key="relation")
        map_settings.weight_widget()
    tables.show(relation.html)
index = correlation_view.index_of(current(), frame.palette())
if index:
    frame.section(_("What is the index, and how firm is its order?"), index.sentence)
    map_settings.index_widgets(asked)
    tables.show(index.sensitivity + index.tenths)
frame.section(_("An area of your own"), _("Put whole areas together and see them as one."))
own_area_view.widgets(view.names)
own_area_view.show(view.names)
tables.show(view.how_we_know)
