"""Vilka behov kommer först, och vad sticker ut i siffrorna?"""

from ui.overview import page
from ui.page import frame

frame.ensure_frame()
page.show()
