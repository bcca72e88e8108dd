"""Vilka behov har vi sett, vad vilar de på och hur långt har de kommit?"""

from ui.evidence import under_need
from ui.needs import view
from ui.page import frame

frame.ensure_frame()
view.show(under_need.show)
