"""Vilka behov kommer först, och vad sticker ut i siffrorna?"""

from ui import frame, start_view

frame.ensure_frame()
start_view.show()
