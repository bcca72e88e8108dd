"""?"""

from ui import frame

frame.ensure_frame()
frame.header("Fråga?", "Svar.")
