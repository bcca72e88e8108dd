"""Which groups does the average hide in any outcome of a theme? Cards that name their outcomes."""

from dataclasses import replace
from html import escape

import pandas as pd

from analysis.answers import TargetAnswer, ThemeAnswer, ThemeGroup
from analysis.sentences import capital
from language import _, ngettext, whole
from language.numbers import MISSING
from ui.ask import cache
from ui.draw.cards import Card, cards_html
from ui.draw.palettes import Palette
from ui.page import tables
from ui.state.selection import Selection
from ui.target_groups import cards, choices, found_view

View = found_view.View


def draw(now: Selection, palette: Palette) -> View:
    """The finder's view: of one outcome, or of a whole theme where that is asked for.

    raises what answers.target_groups and answers.target_theme raise
    """
    if not choices.theme(now):
        return found_view.draw(now, palette)
    answer = choices.found_in_theme(now)
    rows = _rows(answer)
    return View(
        answer=found_view.answer_html(_answer_words(answer)),
        cards=cards_html([_card(g, now, palette) for g in answer.groups], in_order=False),
        table=tables.table_html(rows, _columns(), caption=_caption(answer)) if len(rows) else "",
        file=_file(answer, rows) if len(rows) else None,
        how_we_know=_how_we_know(answer),
    )


def _answer_words(answer: ThemeAnswer) -> str:
    n = len(answer.groups)
    searched = ngettext(
        "{theme}, {n} outcome looked through together.",
        "{theme}, {n} outcomes looked through together.",
        len(answer.answers),
    ).format(theme=answer.title, n=len(answer.answers))
    if not n and not answer.hidden:
        return f"{searched} {answer.nothing} {answer.answers[0].could_show}"
    if answer.question.direction == "better":
        told = ngettext(
            "{n} group does better than expected in at least one of them, beyond chance.",
            "{n} groups do better than expected in at least one of them, beyond chance.",
            n,
        )
    else:
        told = ngettext(
            "{n} group does worse than expected in at least one of them, beyond chance.",
            "{n} groups do worse than expected in at least one of them, beyond chance.",
            n,
        )
    told = f"{searched} {told.format(n=n)}"
    if answer.more:
        told += " " + ngettext(
            "{n} more is found: choose an outcome to see it.",
            "{n} more are found: choose an outcome to see them.",
            answer.more,
        ).format(n=answer.more)
    return told


def _card(listed: ThemeGroup, now: Selection, palette: Palette) -> Card:
    first, group = listed.found[0]
    one = cards.card(group, first, now, palette)
    if len(listed.found) == 1:
        return replace(one, label=str(first.indicator.short_title))
    names = ", ".join(str(answer.indicator.short_title) for answer, _group in listed.found)
    links = tuple(
        (
            _("Look closer: {outcome}").format(outcome=answer.indicator.short_title),
            choices.address(now, choices.conditions_of(each), answer.question.outcome),
        )
        for answer, each in listed.found
    )
    return replace(
        one,
        label=names,
        title=_title(listed),
        picture=one.picture + tables.note_html(_of_first(first)),
        facts=(),
        links=links,
        more=_each(listed),
    )


def _title(listed: ThemeGroup) -> str:
    """The group by the outcome that is asked of most people, and in how many it stands out."""
    widest = max(listed.found, key=lambda found: found[1].people)[1]
    better = listed.found[0][0].question.direction == "better"
    told = (
        _("{whom} do better than expected in {n} outcomes.")
        if better
        else _("{whom} do worse than expected in {n} outcomes.")
    )
    return told.format(whom=capital(widest.whom), n=len(listed.found))


def _of_first(answer: TargetAnswer) -> str:
    return _("The pictures show: {outcome}.").format(outcome=answer.indicator.short_title)


def _each(listed: ThemeGroup) -> str:
    """One item an outcome: the sentence and its interval; then what does not explain it."""
    items, reasons = [], []
    for answer, group in listed.found:
        more, low, high = cards.excess(group, answer)
        bounds = (low, high) if more >= 0 else (-high, -low)
        interval = _("95 % interval of that number: {interval}.").format(
            interval=cards.interval_words(*bounds)
        )
        items.append(f"<li>{escape(group.sentence)} {escape(interval)}</li>")
        reasons.append(cards.not_explained(group, answer))
    why = " ".join(dict.fromkeys(reasons))
    return f'<ul class="bb-points">{"".join(items)}</ul><p>{escape(why)}</p>'


def _rows(answer: ThemeAnswer) -> pd.DataFrame:
    made = [
        found_view.rows_of([group], found).assign(outcome=str(found.indicator.short_title))
        for listed in answer.groups
        for found, group in listed.found
    ]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame()


def _columns() -> list[tables.Column]:
    first, *rest = found_view.columns()
    return [first, tables.Column(_("Outcome"), lambda row: row.outcome), *rest]


def _years(answer: ThemeAnswer) -> str:
    asked = [found.question for found in answer.answers]
    return choices.years_words(min(q.first_year for q in asked), max(q.last_year for q in asked))


def _caption(answer: ThemeAnswer) -> str:
    return _("{title}, groups found in {years}").format(title=answer.title, years=_years(answer))


def _file(answer: ThemeAnswer, rows: pd.DataFrame) -> tables.FileRows:
    names = {"outcome": _("Outcome"), **found_view.file_names()}
    return tables.FileRows(
        f"behovsbild_malgrupper_{answer.question.theme}",
        rows[list(names)].rename(columns=names),
        {
            _("Theme"): answer.title,
            _("Years"): _years(answer),
            _("Source"): "; ".join(source.words for source in answer.sources),
            _("Method"): answer.method,
        },
    )


def _how_we_know(answer: ThemeAnswer) -> str:
    hidden = pd.DataFrame(
        {
            "label": [_("a group that was found")] * answer.hidden,
            "reason": [_("fewer than {n} people").format(n=cache.policy().smallest_people)]
            * answer.hidden,
        }
    )
    asked = "; ".join(
        f"{found.indicator.short_title}: "
        + _("{n} person-years").format(n=whole(float(found.whole["people"])))
        for found in answer.answers
    )
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year=_years(answer),
        people=asked,
        withheld=hidden,
        more=[
            (_("How often it is wrong"), found_view.wrong_words()),
            (_("Left out"), " ".join(answer.notices) or MISSING),
        ],
    )
