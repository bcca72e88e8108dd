"""What does the page of the data show: what is there, from where, how fresh, and what lacks?"""

from dataclasses import dataclass

from analysis.answers import StatusAnswer, StatusQuestion
from language import _, ngettext, whole
from ui.ask import ask
from ui.draw.palettes import Palette
from ui.page import tables
from ui.state.selection import Selection


@dataclass(frozen=True)
class View:
    """The page, finished."""

    question: str
    answer: str
    facts: str
    lacking: str
    loads: str
    coverage: str


def draw(_now: Selection, _palette: Palette) -> View:
    """The view of the store as it is."""
    answer = ask(StatusQuestion())
    return View(
        question=_("Which data is there, and how fresh is it?"),
        answer=_answer_words(answer),
        facts=_facts(answer),
        lacking=_lacking(answer),
        loads=_loads(answer),
        coverage=_coverage(answer),
    )


def _answer_words(answer: StatusAnswer) -> str:
    """How much there is and how fresh, in a sentence."""
    sizes = answer.tables.set_index("table_name")["row_count"]
    figures = ngettext("{n} public figure", "{n} public figures", int(sizes["observation"])).format(
        n=whole(int(sizes["observation"]))
    )
    people = ngettext("{n} person-year", "{n} person-years", int(sizes["person_year"])).format(
        n=whole(int(sizes["person_year"]))
    )
    events = ngettext("{n} event", "{n} events", int(sizes["event"])).format(
        n=whole(int(sizes["event"]))
    )
    newest = answer.newest_figures or answer.built_at
    return _(
        "The store of {municipality} holds {figures}, {people} and {events}; the newest were "
        "retrieved on {date}."
    ).format(
        municipality=answer.municipality,
        figures=figures,
        people=people,
        events=events,
        date=newest.date().isoformat(),
    )


def _lacking(answer: StatusAnswer) -> str:
    """What pages cannot show with this store, and the command that mends it."""
    if not len(answer.lacking):
        return tables.note_html(_("Nothing is lacking: every page has what it needs."))
    return tables.table_html(
        answer.lacking,
        [
            tables.Column(_("Page"), lambda row: row.page),
            tables.Column(_("Lacks"), lambda row: row.lacks),
        ],
        caption=_("What is lacking, page by page"),
    )


def _loads(answer: StatusAnswer) -> str:
    """Where the data came from, load by load."""
    return tables.table_html(
        answer.loads,
        [
            tables.Column(_("Producer"), lambda row: row.producer),
            tables.Column(
                _("Address or file"), lambda row: row.address, style=lambda _r: "bb-break"
            ),
            tables.Column(_("Retrieved"), lambda row: row.retrieved_at.date().isoformat()),
            tables.Column(_("Rows kept"), lambda row: whole(row.rows_kept), number=True),
            tables.Column(_("Rows refused"), lambda row: whole(row.rows_refused), number=True),
            tables.Column(_("Terms"), lambda row: row.licence),
        ],
        caption=_("Every load, the newest first"),
    )


def _coverage(answer: StatusAnswer) -> str:
    """For which years and areas each public indicator has figures."""
    return tables.table_html(
        answer.coverage,
        [
            tables.Column(_("Key figure"), lambda row: row.title),
            tables.Column(_("Years"), lambda row: f"{row.first_year}–{row.last_year}"),  # noqa: RUF001
            tables.Column(_("Areas"), lambda row: whole(row.areas), number=True),
            tables.Column(_("Figures"), lambda row: whole(row.with_value), number=True),
            tables.Column(_("Missing"), lambda row: whole(row.missing), number=True),
            tables.Column(
                _("Withheld by the source"), lambda row: whole(row.suppressed), number=True
            ),
        ],
        caption=_("Public figures, indicator by indicator"),
    )


def _facts(answer: StatusAnswer) -> str:
    """Which version of the data this is."""
    return tables.facts_html(
        [
            (_("Municipality"), f"{answer.municipality} ({answer.municipality_code})"),
            (_("Built"), answer.built_at.strftime("%Y-%m-%d %H:%M UTC")),
            (_("Data version"), answer.data_version),
            (
                _("Kind"),
                _("sample data, invented")
                if answer.is_sample
                else _("the municipality's own store"),
            ),
        ]
    )
