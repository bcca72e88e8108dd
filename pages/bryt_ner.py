"""Vilka grupper skiljer sig från kommunen i stort, och vilka bär skillnaden?"""

from language import _
from ui import breakdown_view, charts, controls, frame, tables, words

frame.ensure_frame()
answer = breakdown_view.asked()
frame.header(words.breakdown_question(answer), words.breakdown_answer(answer))
controls.splits()
if answer.by:
    frame.chart(
        charts.groups_figure(answer, frame.palette()), charts.groups_alt(answer), key="groups"
    )
    tables.note(charts.left_out_words(answer))
    breakdown_view.table(answer)
if answer.gap is not None:
    frame.section(_("Which groups carry the difference?"), words.gap_words(answer))
    breakdown_view.carried(answer)
frame.section(_("How has it developed?"), charts.lines_words(answer) if answer.by else "")
frame.chart(charts.trend_figure(answer, frame.palette()), charts.trend_alt(answer), key="trend")
breakdown_view.explain(answer)
