"""Vilka data finns, varifrån och hur färska är de?"""

from language import _
from ui import frame, loading, status_view

frame.ensure_frame()
answer = status_view.asked()
frame.header(_("Which data is there, and how fresh is it?"), status_view.answer_words(answer))
status_view.facts(answer)
frame.section(_("What is lacking?"))
status_view.lacking(answer)
frame.section(_("Where does it come from?"))
status_view.loads(answer)
status_view.coverage(answer)
frame.section(_("Load a file"))
loading.form()
