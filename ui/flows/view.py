"""What does a flow show: its sentence, diagram, paths, and the rules that decide the figures?"""

from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.answers import BackgroundQuestion
from analysis.disclosure.gate import FEW_CASES, FEW_OTHERS, Policy, reason_in_words
from analysis.flows.answer import FlowAnswer
from analysis.flows.background import gap_sentence
from analysis.flows.paths import NO_PLACEMENT, OTHER
from language import _, interval, percent, whole
from ui.ask import ask, cache
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.flows import charts, choices, time_strips
from ui.flows.choices import Asked
from ui.page import tables
from ui.state.selection import Selection

LEAST_SCALE = 90  # days that a strip of time spans at least: one day is no long way


@dataclass(frozen=True)
class View:
    """The page's first part, finished; what it has nothing for is empty or None."""

    question: str
    answer: str
    point: str = ""
    picture: Drawing | None = None
    legend: str = ""
    table: str = ""
    file: tables.FileRows | None = None
    rules: str = ""
    how_we_know: str = ""


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what answers.flows raises."""
    known_here = choices.choices()
    if not known_here.types:
        return View(
            _("By which paths did they get here?"),
            _(
                "There are no events here, so no paths can be followed. Paths need the "
                "municipality's own data on who got what, and when; public figures have none."
            ),
        )
    asked = choices.asked(now)
    answer = ask(asked.question)
    some = bool(charts.bands_of(answer))
    return View(
        question=asked.title(),
        answer=answer.sentence(asked.outcomes_words),
        point=_point(asked, answer),
        picture=Drawing.finished(charts.sankey(answer, palette), charts.sankey_alt(answer))
        if some
        else None,
        legend=_legend(answer, palette) if some else "",
        table=tables.table_html(_rows(answer), _columns(answer), caption=_caption(asked)),
        file=tables.FileRows(file_name(asked), _for_file(answer), about(asked)),
        rules=tables.points_html(asked.question.rules()),
        how_we_know=_how_we_know(asked, answer),
    )


def _point(asked: Asked, answer: FlowAnswer) -> str:
    """The group that had support less often than the others, where one clearly had."""
    if not answer.total or not asked.question.support:
        return ""
    told = gap_sentence(ask(BackgroundQuestion(asked.question)))
    return f'<p class="bb-answer"><strong>{escape(told)}</strong></p>' if told else ""


def _legend(answer: FlowAnswer, palette: Palette) -> str:
    kinds = "".join(
        f'<span><i style="background:{colour}"></i>{escape(words)}</span>'
        for colour, words in charts.legend_of(answer, palette)
    )
    note = _("Time goes from left to right; the wider the band, the more. Paths, never effects.")
    return f'<p class="bb-note bb-kinds">{kinds}<span>{escape(note)}</span></p>'


def _rows(answer: FlowAnswer) -> pd.DataFrame:
    policy = cache.policy()
    return answer.paths.assign(
        way=[way_words(path, answer) for path in answer.paths["path"]],
        hidden=[
            reason_in_words(reason, policy) if pd.notna(reason) else ""
            for reason in answer.paths["withheld"]
        ],
        support_hidden=[support_reason(why, policy) for why in answer.paths["support_withheld"]],
    )


def support_reason(why: str | None, policy: Policy) -> str:
    """Why support is not shown: here a case is somebody with support; '' where it is shown."""
    if pd.isna(why):
        return ""
    if why == FEW_CASES:
        return _("fewer than {n} with support").format(n=policy.smallest_cases)
    if why == FEW_OTHERS:
        return _("fewer than {n} without support").format(n=policy.smallest_cases)
    return reason_in_words(why, policy)


def way_words(path: tuple[str, ...], answer: FlowAnswer) -> str:
    """'HVB/SiS → ingen placering → HVB/SiS', as a path is written on screen."""
    return " → ".join(answer.called(state) for state in path)


def _columns(answer: FlowAnswer) -> list[tables.Column]:
    longest = answer.paths["days_median"].max()
    longest = max(float(longest), LEAST_SCALE) if pd.notna(longest) else 0.0
    columns = [
        tables.Column(_("Path"), lambda row: row.way),
        tables.Column(_("In time"), str, html=lambda row: _strip(row, answer, longest)),
        tables.Column(
            _("Number"),
            lambda row: row.hidden or whole(known(row.count)),
            number=True,
            style=lambda row: "bb-withheld" if row.hidden else "",
        ),
        tables.Column(_("Share"), lambda row: percent(known(row.share), 0), number=True),
        tables.Column(_("Days between (median)"), lambda row: _days(row), number=True),
    ]
    if answer.question.support:
        columns.append(
            tables.Column(
                _("With support"),
                lambda row: _support_words(row),
                number=True,
                style=lambda row: "bb-withheld" if row.support_hidden else "",
            )
        )
    return columns


def _strip(row: object, answer: FlowAnswer, longest: float) -> str:
    if row.path == (OTHER,):
        return ""
    middle = row.path[1:-1]
    stretch = time_strips.Stretch(
        tuple(answer.called(state) for state in middle),
        tuple(state == NO_PLACEMENT for state in middle),
        known(row.days_median),
    )
    return time_strips.strip_html(stretch, longest)


def _days(row: object) -> str:
    if pd.isna(row.days_median):
        return whole(None)
    return _("{median} (half: {low}–{high})").format(  # noqa: RUF001
        median=whole(row.days_median),
        low=whole(row.days_lower_quartile),
        high=whole(row.days_upper_quartile),
    )


def _support_words(row: object) -> str:
    if row.hidden:
        return whole(None)
    if row.support_hidden:
        return row.support_hidden
    if pd.isna(row.supported):
        return _("no time for it")
    return _("{supported} of {asked}: {share} ({bounds})").format(
        supported=whole(row.supported),
        asked=whole(row.asked),
        share=percent(row.supported_share, 0),
        bounds=interval(row.supported_share_low, row.supported_share_high, 0),
    )


def _caption(asked: Asked) -> str:
    return _("Paths from {origin} to {outcome}, the most common first").format(
        origin=asked.origin_words, outcome=asked.outcome_words
    )


def file_name(asked: Asked) -> str:
    """What a file of this question is called, without its ending."""
    return f"behovsbild_floden_{asked.preset.id if asked.preset else 'egen'}"


def _for_file(answer: FlowAnswer) -> pd.DataFrame:
    """Whole numbers and shares as they are (0 to 1), for further counting."""
    columns = {
        "way": _("Path"),
        "count": _("Number"),
        "people": _("Persons (n)"),
        "share": _("Share"),
        "share_low": _("Interval, low"),
        "share_high": _("Interval, high"),
        "asked": _("Had time for support"),
        "supported": _("With support"),
        "supported_share": _("Share with support"),
        "supported_share_low": _("Support, interval low"),
        "supported_share_high": _("Support, interval high"),
        "days_lower_quartile": _("Days, lower quartile"),
        "days_median": _("Days between (median)"),
        "days_upper_quartile": _("Days, upper quartile"),
        "hidden": _("Withheld"),
    }
    return _rows(answer)[list(columns)].rename(columns=columns)


def about(asked: Asked) -> dict[str, str]:
    """What goes with the figures when they leave."""
    here = choices.choices()
    return {
        _("Question"): asked.title(),
        _("Rules"): " ".join(asked.question.rules()),
        _("Year"): years_words(),
        _("Source"): "; ".join(source.words for source in here.sources),
    }


def years_words() -> str:
    """'2015-01-01 till 2024-12-31': when events are known."""
    here = choices.choices()
    return _("{first} to {last}").format(first=here.first_date, last=here.last_date)


def _how_we_know(asked: Asked, answer: FlowAnswer) -> str:
    watch_out = asked.preset.watch_out if asked.preset else ()
    withheld = _rows(answer).query("hidden != ''")[["way", "hidden"]]
    return tables.how_we_know_html(
        answer,
        method=_(
            "For each outcome, the path from the latest origin in the time looked back at. Counts "
            "are protected and need not add up; rare paths are put together. Shares have 95 % "
            "Wilson intervals. Paths are shown, never effects."
        ),
        sources=choices.choices().sources,
        year=years_words(),
        people=whole(known(answer.people)) if answer.people is not None else "",
        withheld=withheld.set_axis(["label", "reason"], axis=1),
        more=[
            *((_("Watch out"), str(text)) for text in watch_out),
            (_("About the outcomes"), _notes(answer)),
        ],
    )


def _notes(answer: FlowAnswer) -> str:
    """What one must know of the episodes behind the figures."""
    told = {
        "outcomes": _("{n} outcomes in all"),
        "out_of_sight": _("{n} without a known origin, but the data may begin too late to tell"),
        "truncated": _("{n} whose origin began before the data (counted)"),
        "overlapping": _("{n} where two states overlapped (the later start counts)"),
        "open_outcome": _("{n} whose outcome is still running"),
        "not_in_people": _("{n} whose background is unknown"),
    }
    few = _("few")
    return "; ".join(
        text.format(n=few if answer.notes[name] is None else whole(answer.notes[name]))
        for name, text in told.items()
        if answer.notes.get(name) != 0
    )
