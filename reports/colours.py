"""The colours of documents: the screen's light theme, as paper and projector show it."""

TEXT = "1B2733"
MUTED = "4B5563"
PLAIN = "8A97A6"  # a bar among others
FOCUS = "B3541E"  # the bar that the need is about
LINE = "005A9C"
HEAD = "E6EDF4"
