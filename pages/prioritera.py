"""Vilka behov kommer först, med vilka vikter, och hur säker är ordningen?"""

from ui import frame, priority_view

frame.ensure_frame()
priority_view.show()
