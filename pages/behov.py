"""Vilka behov har vi sett, vad vilar de på och hur långt har de kommit?"""

from ui import frame, needs_view

frame.ensure_frame()
needs_view.show()
