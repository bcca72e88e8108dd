"""Vilka resultat är sämre än de borde vara?"""

from ui import frame, overview_view, selection, words

frame.ensure_frame()
answer = overview_view.asked()
frame.header(
    words.overview_question(overview_view.theme()),
    words.overview_answer(answer, selection.current().comparison),
)
overview_view.table(answer)
overview_view.chosen(answer)
overview_view.explain(answer)
