"""Vad betyder siffran, och var kommer den ifrån?"""

from language import _
from ui import definition_view, frame

frame.ensure_frame()
answer = definition_view.asked()
frame.header(definition_view.question(answer), str(answer.indicator.means))
definition_view.facts(answer)
frame.section(_("What to watch out for"))
definition_view.watch_out(answer)
frame.section(_("Where the figures come from"))
definition_view.loads(answer)
frame.section(_("All key figures"))
definition_view.catalogue()
