"""Which needs come first, by whose weights, and how sure is that order?"""

from html import escape

import pandas as pd
import streamlit as st

from analysis.ranking.priority import (
    CRITERIA,
    criterion_meaning,
    criterion_words,
    rank,
    scaled,
    side_by_side,
    smallest_change,
    weights_of,
)
from analysis.ranking.ranking_stability import FIRST, sureness
from indicators.catalogue import load_catalogue
from language import _, decimal, ngettext, percent
from language.numbers import MISSING
from needs.measures import measures, measures_table
from needs.need import Need
from needs.weightings import Weighting, save_weighting, weightings
from reports.story import ranked_slides
from reports.workbook import needs_workbook
from ui.ask import needs as needs_door
from ui.draw import cards
from ui.needs import cards as need_cards
from ui.needs import forms
from ui.page import controls, file_formats, frame, meeting, tables
from ui.state import session

SCALE = {str(n): str(n) for n in range(11)}
USUAL = "2"
PARAMETERS = {
    "size": "v_storlek",
    "severity": "v_allvar",
    "trend": "v_utveckling",
    "inequality": "v_ojamlikhet",
    "cost": "v_kostnad",
}
MOST_CARDS = 7


def show() -> None:
    """The whole page; raises NeedsAway, which the frame shows."""
    needs = needs_door.in_the_running(needs_door.needs())
    question = _("Which needs come first?")
    if not needs:
        frame.header(question, _("No need has figures yet. Save a view as evidence under a need."))
        now = session.current()
        tables.show(
            tables.links_html(
                (_("All key figures"), now.link("nyckeltal")), (_("Needs"), now.link("behov"))
            )
        )
        return
    place_of_header = st.container()
    weights = _weights()
    measured = measures_table(needs, load_catalogue().unit_costs)
    parts = scaled(measured)
    ranked = rank(parts, weights)
    by_id = {need.id: need for need in needs}
    sure = sureness(parts, weights)
    with place_of_header:
        frame.header(question, _answer(ranked, sure, by_id))
        forms.tell()
    _cards(ranked, by_id, weights)
    in_order = [by_id[number] for number in ranked.index[:MOST_CARDS]]
    meeting.offer(ranked_slides(in_order), frame.palette())
    frame.section(_("What counts, and how much"), "", _measures_html(ranked, measured, by_id))
    _download(needs, ranked)
    _sureness(parts, weights, sure, by_id)
    _teams(parts, weights, by_id)
    tables.show(_how_html())


def _weights() -> dict[str, float]:
    """Five sliders, kept in the address, so that a link shows the same order."""
    chosen: dict[str, float] = {}
    with st.sidebar:
        title = _("Weights")
        tables.show(f"<p><strong>{escape(title)}</strong></p>")
        for criterion, name in PARAMETERS.items():
            keywords = session.widget_of_own(name, SCALE, USUAL)
            value = st.select_slider(
                criterion_words(criterion),
                list(SCALE),
                help=criterion_meaning(criterion),
                **keywords,
            )
            chosen[criterion] = float(value)
    if not any(chosen.values()):
        st.warning(_("All weights are 0: every criterion counts alike."))
        return dict.fromkeys(CRITERIA, 1.0)
    return chosen


def _answer(ranked: pd.DataFrame, sure: pd.DataFrame, by_id: dict[int, Need]) -> str:
    first = ranked.index[0]
    told = _("With these weights {need} comes first.").format(need=by_id[first].title)
    if len(ranked) == 1:
        return told
    share = sure.loc[first, "place_share"]
    return (
        told
        + " "
        + _("It stays there in {percent} of random weightings close to these.").format(
            percent=percent(share, 0)
        )
    )


def _cards(ranked: pd.DataFrame, by_id: dict[int, Need], weights: dict[str, float]) -> None:
    now = session.current()
    shown = [
        need_cards.need_card(
            by_id[number], now, frame.palette(), place=int(row["place"]), more=_score_html(row)
        )
        for number, row in ranked.head(MOST_CARDS).iterrows()
    ]
    tables.show(cards.cards_html(shown, in_order=True))
    left = len(ranked) - len(shown)
    if left > 0:
        told = ngettext(
            "{n} more need stands in the table.", "{n} more needs stand in the table.", left
        )
        tables.show(tables.note_html(told.format(n=left)))


def _score_html(row: pd.Series) -> str:
    told = _("Score {score} of 100").format(score=decimal(row["score"] * 100, 0))
    unknown = int(row["unknown"])
    if unknown:
        counted = ngettext(
            "{n} criterion is unknown and counts as the middle",
            "{n} criteria are unknown and count as the middle",
            unknown,
        ).format(n=unknown)
        told = f"{told}; {counted}"
    return tables.note_html(told)


def _measures_html(ranked: pd.DataFrame, measured: pd.DataFrame, by_id: dict[int, Need]) -> str:
    """Every need with every criterion as it is, and what it adds to the score."""
    costs = load_catalogue().unit_costs
    rows = pd.DataFrame(
        [
            {
                "need": f"{int(row['place'])}. {by_id[number].title}",
                "score": decimal(row["score"] * 100, 0),
                **{c: _part(measures(by_id[number], costs), c, row) for c in CRITERIA},
            }
            for number, row in ranked.iterrows()
        ]
    )
    columns = [
        tables.Column(_("Need"), lambda row: row.need, style=lambda _row: "bb-wide"),
        tables.Column(_("Score"), lambda row: row.score, number=True),
        *(
            tables.Column(
                criterion_words(criterion),
                lambda row, criterion=criterion: getattr(row, criterion),
                number=True,
                style=lambda _row: "bb-wrap",
            )
            for criterion in CRITERIA
        ),
    ]
    caption = _("Each criterion as measured, and in brackets what it adds to the score")
    return tables.table_html(rows, columns, caption=caption)


def _part(measured: object, criterion: str, row: pd.Series) -> str:
    value = measured.written(criterion)
    added = decimal(row[f"{criterion}_part"] * 100, 0)
    return f"{value} ({added})" if value != MISSING else _("unknown ({added})").format(added=added)


def _download(needs: tuple[Need, ...], ranked: pd.DataFrame) -> None:
    st.download_button(
        _("Download Excel"),
        tables.when_asked(lambda: needs_workbook(needs, ranked)),
        file_name="behovsbild_prioritering.xlsx",
        mime=file_formats.EXCEL,
        on_click="ignore",
        key="priority_workbook",
    )


def _sureness(
    parts: pd.DataFrame, weights: dict[str, float], sure: pd.DataFrame, by_id: dict[int, Need]
) -> None:
    if len(parts) < 2:
        return
    anything = sureness(parts, weights, nearby=False)
    rows = pd.DataFrame(
        {
            "need": [by_id[number].title for number in sure.index],
            "place": sure["place"],
            "stays": sure["place_share"],
            "spread": [_places(row) for row in sure.itertuples()],
            "first": anything["first_share"],
        }
    )
    columns = [
        tables.Column(_("Need"), lambda row: row.need),
        tables.Column(_("Place"), lambda row: str(row.place), number=True),
        tables.Column(
            _("Keeps its place, weights close to these"),
            lambda row: percent(row.stays, 0),
            number=True,
        ),
        tables.Column(_("Place in nine of ten"), lambda row: row.spread, number=True),
        tables.Column(
            _("Among the first {n}, whatever the weights").format(n=FIRST),
            lambda row: percent(row.first, 0),
            number=True,
        ),
    ]
    table = tables.table_html(rows, columns, caption=_("How often each need stays, of 2,000 draws"))
    frame.section(_("How sure is the order?"), _change_words(parts, weights, by_id), table)


def _places(row: object) -> str:
    low, high = int(row.place_low), int(row.place_high)
    return str(low) if low == high else f"{low}–{high}"  # noqa: RUF001


def _change_words(parts: pd.DataFrame, weights: dict[str, float], by_id: dict[int, Need]) -> str:
    change = smallest_change(parts, weights, among_first=FIRST)
    if change is None:
        return _("No change of a single weight changes the order of the first {n}.").format(n=FIRST)
    return _(
        "The smallest change that alters the order: {criterion} from {before} to {after} of the "
        "whole. Then {rises} passes {falls}."
    ).format(
        criterion=criterion_words(change.criterion).lower(),
        before=percent(change.weight_from, 0),
        after=percent(change.weight_to, 0),
        rises=by_id[change.rises].title,
        falls=by_id[change.falls].title,
    )


def _teams(parts: pd.DataFrame, weights: dict[str, float], by_id: dict[int, Need]) -> None:
    frame.section(
        _("Two teams side by side"),
        _("Let each team set its weights and save them under its name; then compare."),
    )
    with st.form("weighting", border=False):
        st.text_input(_("The team's name"), key="team_name", max_chars=80)
        st.form_submit_button(_("Save these weights"), on_click=_save_team, args=(weights,))
    saved = {str(each.id): each for each in weightings(needs_door.database())}
    if len(saved) < 2:
        told = _("Two saved weightings are needed to compare; there are {n}.").format(n=len(saved))
        tables.show(tables.note_html(told))
        return
    names = {number: _team_name(each) for number, each in saved.items()}
    newest, second = list(names)[:2]
    one, other = st.columns(2)
    with one:
        first = controls.choose("lag1", _("One team"), names, second)
    with other:
        then = controls.choose("lag2", _("The other team"), names, newest)
    tables.show(_teams_html(parts, saved[first], saved[then], by_id))


def _save_team(weights: dict[str, float]) -> None:
    forms.do(
        save_weighting,
        needs_door.database(),
        session.told_by("team_name") or "",
        weights_of(weights),
        role=needs_door.role(),
        said=_("The weights are saved."),
    )


def _team_name(weighting: Weighting) -> str:
    return f"{weighting.name} ({weighting.saved_at.date().isoformat()})"


def _teams_html(
    parts: pd.DataFrame, first: Weighting, second: Weighting, by_id: dict[int, Need]
) -> str:
    table = side_by_side(parts, first.weights, second.weights)
    rows = table.assign(need=[by_id[number].title for number in table.index])
    columns = [
        tables.Column(_("Need"), lambda row: row.need),
        tables.Column(first.name, lambda row: str(row.place_first), number=True),
        tables.Column(second.name, lambda row: str(row.place_second), number=True),
        tables.Column(_("Moves"), lambda row: _moved(row.moved)),
        tables.Column(
            _("Mostly because of"),
            lambda row: criterion_words(row.because) if row.moved else MISSING,
        ),
    ]
    return tables.table_html(rows, columns, caption=_("Places by each team's weights"))


def _moved(places: int) -> str:
    if places == 0:
        return _("▬ stays")
    return f"{'▲' if places > 0 else '▼'} {abs(places)}"


def _how_html() -> str:
    facts = tables.facts_html(
        [
            *((criterion_words(c), criterion_meaning(c)) for c in CRITERIA),
            (
                _("Method"),
                _(
                    "Each criterion is scaled 0 to 1 against the need that has most of it; the "
                    "score is the weighted mean. What is unknown counts as the middle, and is "
                    "drawn at random when the order's sureness is judged. Weights are drawn from "
                    "a Dirichlet distribution, 2,000 times. Everything rests on the evidence on "
                    "each need's card."
                ),
            ),
        ]
    )
    title = escape(_("How we know"))
    return f'<details class="bb-details"><summary>{title}</summary>{facts}</details>'
