"""Vilka behov kommer först, med vilka vikter, och hur säker är ordningen?"""

from ui.needs import priority_view
from ui.page import frame

frame.ensure_frame()
priority_view.show()
